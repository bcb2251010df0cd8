/** One load, several variants: what their runs say of each, and of each beside the first. */
import { FAULT_PATHS, faultPaths } from '../report/fault-paths.ts';
import type { Measure, Unit } from './measure.ts';
import { spreadOf, type Spread } from './spread.ts';

/** What is run: a variant, with so many instances of the load's threads; null: as the load says. */
export interface Contestant {
  protocol: string;
  threads: number | null;
  /** Bytes of the heap that each VMA takes, lock included; null where the load has none. */
  bytesPerVma: number | null;
}

/** The runs of one contestant: the n-th of each were made one after the other. Null: it ended in a violation, or was not made. */
export type Runs = readonly (Measure | null)[];

export interface Compared extends Contestant {
  /** Runs that count. */
  runs: number;
  /** Of the comparison's unit. */
  perSecond: Spread | null;
  /** To the first variant with as many threads: of the runs of the same round, of which the machine made neither slower. */
  ratio: Spread | null;
  /** Ways of faults, and their share. */
  paths: { label: string; share: number }[];
  /** Times in ns; the middle one of the runs' percentiles. */
  latencies: { name: string; p50: Spread; p90: Spread; p99: Spread }[];
  /** Each counter a second, the middle one. */
  counters: Record<string, number>;
}

/** Iterations of the threads where no run has a fault: a load may be about something else. */
export function unitOf(runs: readonly Runs[]): Unit {
  const made = runs.flat().filter((run) => run !== null);
  return made.length === 0 || made.some(({ faults }) => faults > 0) ? 'faults' : 'iterations';
}

export function compared(contestants: readonly Contestant[], runs: readonly Runs[]): Compared[] {
  const unit = unitOf(runs);
  return contestants.map((contestant, i) => {
    const first = contestants.findIndex(({ threads }) => threads === contestant.threads);
    const made = runs[i]!.filter((run) => run !== null);
    const ratios = runs[i]!.flatMap((run, round) => {
      const other = runs[first]![round];
      return run && other && other[unit] > 0 ? [run[unit] / other[unit]] : [];
    });
    const counters = Object.fromEntries(Object.keys(made[0]?.counters ?? {}).map((name) => [name, spreadOf(made.map((run) => run.counters[name] ?? 0))!.median]));
    return {
      ...contestant,
      runs: made.length,
      perSecond: spreadOf(made.map((run) => run[unit])),
      ratio: spreadOf(ratios),
      paths: pathsOf(counters),
      latencies: latencyNames(made).map((name) => {
        const of = (q: 'p50' | 'p90' | 'p99'): Spread => spreadOf(made.flatMap((run) => run.latencies[name]?.[q] ?? []))!;
        return { name, p50: of('p50'), p90: of('p90'), p99: of('p99') };
      }),
      counters,
    };
  });
}

/** Of the faults that ended: in a short run of few faults there is a difference to those that began, and no share is more than all. */
function pathsOf(counters: Record<string, number>): Compared['paths'] {
  const ended = faultPaths(new Map(Object.entries(counters)))?.identity.sum ?? 0;
  return ended > 0 ? FAULT_PATHS.map(({ counter, label }) => ({ label, share: (counters[counter] ?? 0) / ended })) : [];
}

function latencyNames(runs: readonly Measure[]): string[] {
  return [...new Set(runs.flatMap((run) => Object.keys(run.latencies)))];
}
