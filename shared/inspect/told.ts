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
  /** Whether a variable with an element for each task, of one word or several, has this one for the thread. */
  const has = (name: string, thread: number, word: number): boolean => {
    const { type, words } = memory.global(name) ?? {};
    const each = type?.kind === 'array' ? words!.length / type.length : 0;
    return words?.subarray(thread * each, (thread + 1) * each).includes(word) ?? false;
  };
  const holds = (taken: Taken, thread: number, object: number): boolean => {
    if (taken === 'vma_lock.read') return has('ghost_reads', thread, object);
    return has('ghost_mmap_write', thread, 1) === (taken === 'mmap_lock.write') && has('ghost_mmap', thread, object);
  };
  return {
    known: true,
    by: (taken, object) => memory.program.threads.flatMap((_, thread) => (holds(taken, thread, object) ? [thread] : [])),
    waitedFor: new Map(),
  };
}
