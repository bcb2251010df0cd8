/**
 * Who has taken which lock for read or write and not let it go, by what the threads have done rather than by the lock: a semaphore counts its
 * readers and does not know them.
 *
 * ```
 *   explored     variables that the protocol's observers keep for its properties (shared/kernel/properties/ghost.ts)
 *   live         the newest events of each thread's trace; nothing without one
 * ```
 */
import type { ThreadTrace } from '../trace/traced.ts';
import type { Memory } from './memory.ts';

export type Taken = 'mmap_lock.read' | 'mmap_lock.write' | 'vma_lock.read';

export interface Told {
  /** False: nobody tells. */
  known: boolean;
  /** Threads by their numbers. `object`: the address of the mm_struct or the VMA. */
  by(taken: Taken, object: number): number[];
  /** The VMA whose readers each thread waits for, where that is known. */
  waitedFor: ReadonlyMap<number, number>;
}

/** `traced`: of each thread; null where nothing is traced. */
export function toldOf(memory: Memory, traced: readonly ThreadTrace[] | null): Told {
  if (memory.global('ghost_mmap')) return byObservers(memory);
  const open = (traced ?? []).flatMap((each, thread) => each.open.map((slice) => ({ thread, ...slice })));
  return {
    known: traced !== null,
    by: (taken, object) => [...new Set(open.filter((slice) => slice.category === taken && slice.object === object).map(({ thread }) => thread))],
    waitedFor: new Map(open.filter(({ category }) => category === 'vma_lock.wait').map(({ thread, object }) => [thread, object])),
  };
}

function byObservers(memory: Memory): Told {
  const word = (name: string, thread: number): number => memory.global(name)?.words[thread] ?? 0;
  const holds = (taken: Taken, thread: number): number => {
    if (taken === 'vma_lock.read') return word('ghost_reads', thread);
    return (word('ghost_mmap_write', thread) !== 0) === (taken === 'mmap_lock.write') ? word('ghost_mmap', thread) : 0;
  };
  return {
    known: true,
    by: (taken, object) => memory.program.threads.flatMap((_, thread) => (holds(taken, thread) === object ? [thread] : [])),
    waitedFor: new Map(),
  };
}
