/** What a thread is in the middle of at the moment of a sample, by the newest events of its trace. Older ones are not looked at. */
export interface ThreadTrace {
  /** Locks that it has or waits for, and its fault, each with what it is about: `vma_lock.read`, a VMA; `fault`, an address. In the order of their beginnings. */
  open: { category: string; object: number }[];
  /** Where it began to fault since the sample before, the newest last. */
  faults: number[];
}

/** Of each thread. */
export const mostTraced = { open: 32, faults: 8 } as const;
