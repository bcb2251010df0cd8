/** A comparison of variants for people to read. */
import type { Contestant } from '../../shared/compare/comparison.ts';
import type { Measure } from '../../shared/compare/measure.ts';
import type { Spread } from '../../shared/compare/spread.ts';
import type { Comparison } from '../../shared/report/compare-report.ts';
import { amount, grouped, percent, printable, printableIn, table, time } from './text.ts';

/** `interrupted`: not all rounds were made. */
export function compareText(comparison: Comparison, interrupted = false): string {
  const { rounds, measureMs, rows, unit, trouble } = printableIn(comparison);
  const names = rows.map(nameOf);
  const sections = [
    table([
      [`${unit} a second`, 'median', 'lowest … highest', 'to the first', 'lowest … highest', 'bytes a VMA'],
      ...rows.map(({ perSecond, ratio, bytesPerVma }, i) => [
        names[i]!, perSecond ? grouped(perSecond.median) : 'no run', perSecond ? between(perSecond, grouped) : '',
        ratio ? ratio.median.toFixed(2) : '', ratio ? between(ratio, (r) => r.toFixed(2)) : '', bytesPerVma === null ? '' : String(bytesPerVma),
      ]),
    ]),
    paths(rows, names),
    latencies(rows, names),
    counters(rows, names),
    ...(trouble.length > 0 ? [`  runs that do not count:\n${table(trouble.map((t) => [nameOf(t), t.message]), 2)}`] : []),
  ];
  return `${sections.filter(Boolean).join('\n')}\n${amount(rounds, 'round')} of ${time(measureMs * 1e6)} a run, in turn; a ratio is of two runs of the same round${interrupted ? '; interrupted' : ''}.\n`;
}

export function runLine(round: number, rounds: number, contestant: Contestant, measure: Measure | null, ended: string | null): string {
  const what = measure ? (measure.faults > 0 ? `${grouped(measure.faults)} faults/s` : `${grouped(measure.iterations)} iterations/s`) : `does not count: ${printable(ended ?? '')}`;
  return `round ${round + 1} of ${rounds}  ${nameOf(contestant)}: ${what}\n`;
}

function nameOf({ protocol, threads }: Pick<Contestant, 'protocol' | 'threads'>): string {
  return threads === null ? protocol : `${protocol} × ${threads}`;
}

function between({ low, high }: Spread, text: (value: number) => string): string {
  return `${text(low)} … ${text(high)}`;
}

type Rows = Comparison['rows'];

function paths(rows: Rows, names: readonly string[]): string {
  const labels = rows.find((row) => row.paths.length > 0)?.paths.map(({ label }) => label) ?? [];
  if (labels.length === 0) return '';
  return table([['Faults by way', ...labels], ...rows.map((row, i) => [names[i]!, ...row.paths.map(({ share }) => percent(share))])]);
}

/** Waiting is among them: `mmap_lock.write_wait` and the like. */
function latencies(rows: Rows, names: readonly string[]): string {
  const all = [...new Set(rows.flatMap((row) => row.latencies.map(({ name }) => name)))];
  const lines = all.flatMap((name) =>
    rows.flatMap((row, i) => {
      const of = row.latencies.find((each) => each.name === name);
      return of ? [[name, names[i]!, ...[of.p50, of.p90, of.p99].map(({ median }) => time(median))]] : [];
    }),
  );
  return lines.length > 0 ? table([['Latency', '', 'p50', 'p90', 'p99'], ...lines], 2) : '';
}

/** A second, those that the table of ways does not show. */
function counters(rows: Rows, names: readonly string[]): string {
  const shown = new Set(['FAULT', 'VMA_LOCK_SUCCESS', 'FAULT_MMAP_LOCK', 'FAULT_SIGSEGV', 'FAULT_OOM']);
  const all = [...new Set(rows.flatMap((row) => Object.keys(row.counters)))].filter((name) => !shown.has(name) && rows.some((row) => (row.counters[name] ?? 0) > 0));
  return all.length > 0 ? table([['Counter, a second', ...names], ...all.map((name) => [name, ...rows.map((row) => grouped(row.counters[name] ?? 0))])]) : '';
}
