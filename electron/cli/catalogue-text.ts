/** The matrix for people to read. */
import { ALONE, cellOf } from '../../shared/catalogue/cells.ts';
import { cellText, columnName, LEGEND } from '../../shared/catalogue/words.ts';
import { findingText } from '../../shared/catalogue/judge.ts';
import { isMissing, type Row } from '../../shared/catalogue/row.ts';
import type { Result } from '../../shared/catalogue/result.ts';
import { grouped, table, time } from './text.ts';

export interface Made {
  rows: readonly Row[];
  columns: readonly string[];
  results: readonly Result[];
  /** Explorations that there were to be. */
  planned: number;
}

export function catalogueText(made: Made): string {
  const { rows, columns, results } = made;
  const lines = matrixLines(made);
  const matrix = table([['', '', ...columns.map(columnName)], ...lines], 2 + columns.length);
  const odd = results.filter(({ asExpected }) => !asExpected);
  const sections = [
    ...(lines.length > 0 ? [`${matrix}\n  ${LEGEND}\n`] : []),
    ...traces(made),
    ...reasons(made),
    ...missing(rows),
    ...(odd.length > 0 ? [`  not as expected:\n${table(odd.map((result) => [caseText(result), `expected ${findingText(result.case.finds)}`, result.found ? findingText(result.found.finding) : (result.reason ?? '')]), 3)}`] : []),
  ];
  return `${sections.join('\n')}\n${outcomeText(made)}`;
}

/** Of each row that has a scenario: what it is called, and its cells. */
export function matrixLines({ rows, columns, results }: Made): string[][] {
  const cells = (row: Row): string[] => columns.map((protocol) => cellText(cellOf(row, protocol), results.filter(({ case: of }) => of.row === row.id && of.protocol === protocol && of.part !== 'also')));
  return rows.filter(({ shown }) => !isMissing(shown)).map((row) => [row.id, row.title, ...cells(row)]);
}

/** `12 of 12 explorations ended as expected.` */
export function outcomeText({ results, planned }: Made): string {
  const left = planned - results.length;
  return `${results.filter(({ asExpected }) => asExpected).length} of ${planned} explorations ended as expected${left > 0 ? `; ${left} were not made` : ''}.\n`;
}

/** `B08 in v1-rwsem, mended`. */
export function caseText({ case: { row, protocol, part, memory, properties, config } }: Result): string {
  const asked = part === 'also' ? [...(properties ? [`--property ${properties.join(',') || 'none'}`] : []), ...Object.entries(config).map(([name, value]) => `--config ${name}=${typeof value === 'boolean' ? (value ? 'y' : 'n') : value}`)] : [];
  return [row, ...(protocol ? [`in ${columnName(protocol)}`] : []), ...(part === 'mended' ? ['mended'] : []), ...(memory ? [`with ${memory}`] : []), ...asked].join(' ');
}

export function resultLine(number: number, of: number, result: Result): string {
  const { found, steps, switches, states, ms, reason, asExpected } = result;
  const what = found ? findingText(found.finding) : `no verdict: ${reason}`;
  const length = steps === null ? '' : `, ${steps} steps, ${switches} switches`;
  return `${String(number).padStart(String(of).length)}/${of}  ${caseText(result)}: ${asExpected ? '' : 'NOT AS EXPECTED: '}${what}${length}; ${grouped(states)} states, ${time(ms * 1e6)}\n`;
}

/** Beside what is known of the shortest trace from elsewhere. */
function traces({ rows, results }: Made): string[] {
  return rows.flatMap(({ id, known }) => {
    // Of the variant in which it comes by most of them: others may do some of it in another way.
    const passed = (result: Result): number => result.known!.filter(({ step }) => step !== null).length;
    const [result] = results.filter(({ case: of, known: found }) => of.row === id && found !== null).sort((a, b) => passed(b) - passed(a));
    if (!known || !result) return [];
    const there = `${known.steps} steps${known.switches === undefined ? '' : ` and ${known.switches} switches`}`;
    const places = result.known!.map(({ says, step }) => [step === null ? 'nowhere' : String(step + 1).padStart(7), says]);
    return [`  ${id} in ${columnName(result.case.protocol!)}: ${there} at the granularity of the protocol; here ${result.steps} accesses and ${result.switches} switches, which come by the same:\n${table(places, 2)}`];
  });
}

/** Cells that have nothing to explore, put together by their reason. Of scenarios with the kernel, it goes without saying that they need it. */
export function notApplicable({ rows, columns }: Made): { row: string; protocols: string[]; why: string }[] {
  return rows.flatMap((row) => {
    if (isMissing(row.shown)) return [];
    const cells = columns.map((protocol) => cellOf(row, protocol)).filter((cell) => cell.notApplicable !== null && cell.protocol !== ALONE);
    return [...new Set(cells.map((cell) => cell.notApplicable!))].map((why) => ({ row: row.id, protocols: cells.filter((cell) => cell.notApplicable === why).map(({ protocol }) => protocol), why }));
  });
}

function reasons(made: Made): string[] {
  const rows = notApplicable(made).map(({ row, protocols, why }) => [row, protocols.join(', '), why]);
  return rows.length > 0 ? [`  not applicable:\n${table(rows, 3)}`] : [];
}

function missing(rows: readonly Row[]): string[] {
  const without = rows.flatMap(({ id, title, shown }) => (isMissing(shown) ? [[id, title, shown.missing]] : []));
  return without.length > 0 ? [`  without a scenario:\n${table(without, 3)}`] : [];
}
