/** The matrix for people to read. */
import { ALONE, type Case, cellOf } from '../../shared/catalogue/cells.ts';
import { cellText, columnName, LEGEND } from '../../shared/catalogue/words.ts';
import { type Change, EFFECTS, effectOf } from '../../shared/catalogue/change.ts';
import { findingText } from '../../shared/catalogue/judge.ts';
import { isMissing, type Row } from '../../shared/catalogue/row.ts';
import type { Result } from '../../shared/catalogue/result.ts';
import { switchText } from '../../shared/report/switch-text.ts';
import { sameProgram } from './flags.ts';
import { amount, grouped, table, time } from './text.ts';

export interface Made {
  rows: readonly Row[];
  columns: readonly string[];
  results: readonly Result[];
  /** Explorations that there were to be. */
  planned: number;
  /** What was tried on them; `contested`: rows that override the same functions themselves, and are left as they are. */
  change?: (Change & { contested: readonly string[] }) | undefined;
}

export function catalogueText(made: Made): string {
  const { rows, columns } = made;
  const lines = matrixLines(made);
  const matrix = table([['', '', ...columns.map(columnName)], ...lines], 2 + columns.length);
  const sections = [
    ...(lines.length > 0 ? [`${matrix}\n  ${LEGEND}\n`] : []),
    ...(made.change ? [] : traces(made)),
    ...reasons(made),
    ...missing(rows),
    ...otherwise(made),
  ];
  return `${sections.join('\n')}\n${outcomeText(made)}`;
}

/** Of each row that has a scenario: what it is called, and its cells. */
export function matrixLines({ rows, columns, results }: Made): string[][] {
  const cells = (row: Row): string[] => columns.map((protocol) => cellText(cellOf(row, protocol), results.filter(({ case: of }) => of.row === row.id && of.protocol === protocol && of.part !== 'also')));
  return rows.filter(({ shown }) => !isMissing(shown)).map((row) => [row.id, row.title, ...cells(row)]);
}

/** `12 of 12 explorations ended as expected.` */
export function outcomeText({ results, planned, change }: Made): string {
  const left = planned - results.length;
  const as = change ? `as they do without ${change.name}` : 'as expected';
  return `${results.filter(({ asExpected }) => asExpected).length} of ${planned} explorations ended ${as}${left > 0 ? `; ${left} were not made` : ''}.\n`;
}

/** What did not end as expected; of a change, what it does. */
function otherwise({ results, change }: Made): string[] {
  const odd = results.filter(({ asExpected }) => !asExpected);
  const section = (title: string, before: string, of: readonly Result[]): string[] => (of.length === 0 ? [] : [
    `  ${title}:\n${table(of.map((result) => [caseText(result), `${before} ${findingText(result.case.finds)}`, result.found ? findingText(result.found.finding) : (result.reason ?? '')]), 3)}`,
  ]);
  if (!change) return section('not as expected', 'expected', odd);
  const { overrides, name, contested } = change;
  const often = oftenIn(odd);
  const [first] = odd.filter(({ found }) => found !== null && found.finding !== null);
  return [
    ...EFFECTS.flatMap((effect) => section(effect, 'was', odd.filter((result) => effectOf(result) === effect && !often.has(result.reason)))),
    ...[...often].map(([reason, results]) => oftenText(reason!, results)),
    ...(first ? [`  to see the first: faultline explore ${caseFlags(first.case, name)}\n`] : []),
    ...(contested.length > 0 ? [`  ${contested.join(', ')}: not tried, as the scenario overrides ${overrides.length === 1 ? 'it' : 'one of them'} itself\n`] : []),
    `  ${overrides.join(', ')} ${overrides.length === 1 ? 'is that' : 'are those'} of ${name}\n`,
  ];
}

/** Of many that came to no verdict for the same reason, as where a change does not compile in a variant, the reason is said once. */
const OFTEN = 3;

/** Those by their reason. */
function oftenIn(odd: readonly Result[]): Map<Result['reason'], Result[]> {
  const byReason = new Map<Result['reason'], Result[]>();
  for (const result of odd) if (result.found === null) byReason.set(result.reason, [...(byReason.get(result.reason) ?? []), result]);
  return new Map([...byReason].filter(([, results]) => results.length >= OFTEN));
}

function oftenText(reason: string, results: readonly Result[]): string {
  const rows = [...new Set(results.map((result) => result.case.protocol))].map((protocol) => {
    const cases = results.filter((result) => result.case.protocol === protocol).map((result) => caseText({ case: { ...result.case, protocol: undefined } }));
    return [protocol ? columnName(protocol) : 'no kernel', cases.join(', ')];
  });
  return `  no verdict, as ${reason}:\n${table(rows, 2)}`;
}

/** `B08 in v1-rwsem, mended`. */
export function caseText({ case: { row, protocol, part, memory, properties, config } }: Pick<Result, 'case'>): string {
  const asked = part === 'also' ? [...(properties ? [`--property ${properties.join(',') || 'none'}`] : []), ...Object.entries(config).map(([name, value]) => `--config ${switchText(name, value)}`)] : [];
  return [row, ...(protocol ? [`in ${columnName(protocol)}`] : []), ...(part === 'mended' ? ['mended'] : []), ...(memory ? [`with ${memory}`] : []), ...asked].join(' ');
}

export function resultLine(number: number, of: number, result: Result, change: Change | undefined): string {
  const { found, steps, switches, states, ms, reason, asExpected } = result;
  const effect = change ? effectOf(result) : null;
  const odd = asExpected ? '' : `${effect?.toUpperCase() ?? 'NOT AS EXPECTED'}: `;
  const none = effect === 'no verdict' ? '' : 'no verdict: ';
  const what = found ? findingText(found.finding) : `${none}${reason}`;
  const length = steps === null ? '' : `, ${amount(steps, 'step')}, ${amount(switches!, 'switch')}`;
  const figures = states === 0 ? '' : `; ${grouped(states)} states, ${time(ms * 1e6)}`;
  return `${String(number).padStart(String(of).length)}/${of}  ${caseText(result)}: ${odd}${what}${length}${figures}\n`;
}

/** What makes the same exploration by itself. */
function caseFlags({ scenario, protocol, config, properties, liveness, memory }: Case, change: string): string {
  const switches = Object.entries(config).map(([name, value]) => switchText(name, value));
  const program = sameProgram({ path: `scenarios/${scenario}.scenario.ts` }, { protocol, config: switches, with: change, ...(properties && { property: [properties.join() || 'none'] }) });
  return [program, ...(liveness ? ['--liveness'] : []), ...(memory ? ['--memory', memory] : [])].join(' ');
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
