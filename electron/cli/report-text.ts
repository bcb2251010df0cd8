/** The report of a run for people. */
import { inPlaceFrom, withoutWaiting } from '../../shared/report/place-text.ts';
import { awaitedLocks, cycleHeading, cycleText, lockText, type AwaitedLock } from '../../shared/report/wait-text.ts';
import type { Diagnosis, Wait } from '../../shared/trace/session.ts';
import type { RunReport } from '../../shared/report/run-report.ts';
import { columnsOf, padEnd } from './columns.ts';
import { grouped, percent, printableIn, table, time } from './text.ts';

export function reportText(told: RunReport): string {
  const report = printableIn(told);
  return [faults(report), latencies(report), counters(report), threads(report), checks(report), ...report.diagnoses.map(diagnosisText), verdict(report)]
    .filter((section) => section !== '')
    .join('\n');
}

function faults({ faults: all, threads }: RunReport): string {
  if (!all) return '';
  const { paths, total, perSecond, identity } = all;
  const rows = paths.map((path) => [path.label, grouped(path.count), grouped(path.perSecond), percent(path.share)]);
  const sum = `FAULT = ${paths.map(({ counter }) => counter).join(' + ')}`;
  const unfinished = threads.filter(({ status }) => status !== 'finished').length;
  return `${table([['Faults', 'count', 'per second', 'share'], ...rows, ['all', grouped(total), grouped(perSecond)]])}  ${sum}: ${identityText(total - identity.sum, unfinished)}\n`;
}

/** A thread that did not finish may have been in a fault, which then ended in no way. */
function identityText(missing: number, unfinished: number): string {
  if (missing === 0) return 'holds';
  if (missing < 0 || missing > unfinished) return `does NOT hold, the paths sum up to ${grouped(Math.abs(missing))} ${missing < 0 ? 'more' : 'less'}`;
  return `holds, but for ${missing} ${missing === 1 ? 'fault that was' : 'faults that were'} cut off`;
}

function latencies({ latencies: all, options }: RunReport): string {
  const measured = all.filter(({ samples }) => samples > 0);
  if (measured.length === 0) return '';
  const rows = measured.map(({ name, samples, p50, p90, p99, max }) => [name, grouped(samples), ...[p50, p90, p99, max].map(time)]);
  return table([['Latency', options.mode === 'trace' ? 'measured' : 'sampled', 'p50', 'p90', 'p99', 'max'], ...rows]);
}

/** Those that the fault table does not show and that counted anything. */
function counters({ counters: all, faults: paths, runMs }: RunReport): string {
  const shown = new Set(['FAULT', ...(paths?.paths ?? []).map(({ counter }) => counter)]);
  const rows = Object.entries(all)
    .filter(([name, count]) => !shown.has(name) && count > 0)
    .map(([name, count]) => [name, grouped(count), grouped((count * 1000) / Math.max(1, runMs))]);
  return rows.length > 0 ? table([['Counter', 'count', 'per second'], ...rows]) : '';
}

function threads({ threads: all, events, overhead }: RunReport): string {
  const rows = all
    .filter(({ kind }) => kind !== 'boot')
    .map(({ name, iterations, dropped }) => [name, grouped(iterations), ...(events ? [grouped(dropped)] : [])]);
  const trace = events ? `  trace: ${traceText(events)}\n` : '';
  const cost = overhead ? `  tracing: ${percent(overhead.ratio)} of the speed without it (${grouped(overhead.trace)} and ${grouped(overhead.throughput)} per second)\n` : '';
  return `${table([['Thread', 'iterations', ...(events ? ['events dropped'] : [])], ...rows])}${trace}${cost}`;
}

function traceText({ recorded, dropped }: NonNullable<RunReport['events']>): string {
  if (recorded + dropped === 0) return "no events: no thread came by a tracepoint('name')";
  return `${grouped(recorded)} events recorded, ${dropped === 0 ? 'none dropped' : `${grouped(dropped)} dropped because more came than could be taken`}`;
}

function checks({ checks: { leaks, conditions, note }, heap }: RunReport): string {
  const rows = conditions.map(({ name, holds }) => [`always: ${name}`, holds ? 'holds' : 'DOES NOT HOLD']);
  const leak = leaks === null ? `not checked: ${note}` : leaks.length === 0 ? 'none' : leaks.map(({ struct, count }) => `${count} ${struct}`).join(', ');
  rows.push(['objects left at the end', leak]);
  rows.push(['kernel heap used', `${(heap.used / 2 ** 20).toFixed(1)} of ${(heap.size / 2 ** 20).toFixed(1)} MiB${heap.failures > 0 ? `, ${grouped(heap.failures)} allocations failed` : ''}`]);
  const width = Math.max(...rows.map(([name]) => columnsOf(name!)));
  return `  Checks\n${rows.map(([name, value]) => `  ${padEnd(name!, width)}   ${value}\n`).join('')}`;
}

function diagnosisText({ message, stack, details, waits, cycle }: Diagnosis): string {
  const frames = stack.map(({ fn, file, line, column }) => `    at ${fn} (${file}:${line}:${column})\n`);
  const round = cycleText(cycle);
  const lines = [...(round === null ? [] : [`${cycleHeading(cycle)}: ${round}.`]), ...awaitedLocks(waits).flatMap(awaitedText), ...details];
  return `  ${message}\n${frames.join('')}${lines.map((line) => `    ${line}\n`).join('')}`;
}

/** The lock, and below it who waits. */
function awaitedText(lock: AwaitedLock): string[] {
  return [`${lockText(lock)}.`, ...lock.waits.map((wait) => `  ${waitText(wait)}`)];
}

function waitText({ thread, wants, behind, waitedMs, stack }: Wait): string {
  const line = behind.length > 0 ? `, in line behind ${behind.map((each) => `\`${each}\``).join(', ')}` : '';
  return `\`${thread}\` waits${wants === null ? '' : ` for ${wants}`}${inPlaceFrom(withoutWaiting(stack))}, for ${(waitedMs / 1000).toFixed(1)} s${line}.`;
}

function verdict({ verdict: what, runMs, ended, checks: { note }, diagnoses }: RunReport): string {
  const seconds = `${(runMs / 1000).toFixed(1)} s`;
  const ran = runMs > 0 ? `ran for ${seconds}` : 'its threads did not run';
  switch (what) {
    case 'ok':
      return `OK: ${ran}${ended === 'iterations' ? ' and finished its iterations' : ''}, no violation.\n`;
    case 'violated':
      return `VIOLATED (${diagnoses.map(({ kind }) => kind).join(', ')}) ${runMs > 0 ? `after ${seconds}` : 'before its threads ran'}.\n`;
    case 'interrupted':
      return `INTERRUPTED: ${ran}; no violation until then${note ? `, ${note}` : ''}.\n`;
    case 'inconclusive':
      return `INCONCLUSIVE: ${ran}; ${note}.\n`;
  }
}
