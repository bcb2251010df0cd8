/** Do the counters add up? Each fault ends in exactly one way, and is counted there and as a fault. */

const parts = ['VMA_LOCK_SUCCESS', 'FAULT_MMAP_LOCK', 'FAULT_SIGSEGV', 'FAULT_OOM'];

export interface Identity {
  faults: number;
  /** The ways a fault ended, with those that never happened left out. */
  parts: { name: string; count: number }[];
  holds: boolean;
}

/** null when the program counts no faults. */
export function faultIdentity(names: readonly string[], counters: readonly number[]): Identity | null {
  const count = (name: string): number => counters[names.indexOf(name)] ?? 0;
  if (!names.includes('FAULT')) return null;
  const ways = parts.map((name) => ({ name, count: count(name) }));
  const sum = ways.reduce((total, way) => total + way.count, 0);
  return { faults: count('FAULT'), parts: ways.filter((way) => way.count > 0), holds: sum === count('FAULT') };
}
