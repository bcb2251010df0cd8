/**
 * How the faults of a session ended. Each fault ends in exactly one of these ways, which is checked:
 *
 * ```
 *   FAULT = VMA_LOCK_SUCCESS + FAULT_MMAP_LOCK + FAULT_SIGSEGV + FAULT_OOM (+ FAULT_SIGBUS) (+ FAULT_SIGNAL)
 * ```
 * The last two exist only where faults may end so (the switches USERFAULTFD and FATAL_SIGNALS), and are left out while there was none.
 */

/** The counters that partition FAULT, with the words for people. */
export const FAULT_PATHS = [
  { counter: 'VMA_LOCK_SUCCESS', label: 'VMA lock' },
  { counter: 'FAULT_MMAP_LOCK', label: 'mmap_lock' },
  { counter: 'FAULT_SIGSEGV', label: 'no mapping (SIGSEGV)' },
  { counter: 'FAULT_OOM', label: 'out of memory' },
] as const;
/** More, where switches make them possible. */
const RARE_PATHS = [
  { counter: 'FAULT_SIGBUS', label: 'told by userfaultfd (SIGBUS)' },
  { counter: 'FAULT_SIGNAL', label: 'given up for a fatal signal' },
] as const;

export interface FaultPath {
  counter: string;
  label: string;
  count: number;
  /** Of all faults, 0…1. */
  share: number;
}

export interface Faults {
  total: number;
  paths: FaultPath[];
  /** Whether the paths sum up to the total. Threads that were cut off in a fault break it: `sum` may then be less. */
  identity: { sum: number; holds: boolean };
}

/** Null when the program counts no faults: not every scenario has any. */
export function faultPaths(counters: ReadonlyMap<string, number>): Faults | null {
  const total = counters.get('FAULT');
  if (total === undefined) return null;
  const ways = [...FAULT_PATHS, ...RARE_PATHS.filter(({ counter }) => (counters.get(counter) ?? 0) > 0)];
  const sum = ways.reduce((before, { counter }) => before + (counters.get(counter) ?? 0), 0);
  // Of threads that run, faults may have ended between the look at their number and that at their ways.
  const all = Math.max(total, sum, 1);
  const paths = ways.map(({ counter, label }) => {
    const count = counters.get(counter) ?? 0;
    return { counter, label, count, share: count / all };
  });
  return { total, paths, identity: { sum, holds: sum === total } };
}

/** Counter values by name. */
export function countersByName(names: readonly string[], values: readonly number[]): Map<string, number> {
  return new Map(names.map((name, index) => [name, values[index] ?? 0]));
}
