/** Why the threads of a stuck session cannot go on: which lock each waits for, who is in its way, and whether that goes round. */
import type { SiteId } from '../../../shared/dialect/ir.ts';
import { cycleOf, type InTheWay } from '../../../shared/inspect/cycle.ts';
import { waitsOf, type LockWait } from '../../../shared/inspect/waits.ts';
import type { SessionSample } from '../../../shared/trace/session.ts';
import { openSlices, type OpenSlice } from '../../../shared/trace/open-slices.ts';
import { isWaiting } from '../../../shared/trace/waiting.ts';
import type { Scene } from './explain.ts';
import { spinWaits } from './spinning.ts';
import { stuckMemory } from './stuck-memory.ts';

export interface BlockedThread extends Omit<LockWait, 'holders'> {
  /** `site`: where it took the lock; -1: not known. */
  holders: (InTheWay & { site: SiteId })[];
}

export interface Blockade {
  /** In the order of their numbers. */
  threads: BlockedThread[];
  /** Threads that wait for each other; null: none are known to. */
  cycle: number[] | null;
}

/** By the memory as it stands now; of threads that `sample` says wait. */
export function blockade(scene: Scene, sample: SessionSample): Blockade {
  const memory = stuckMemory(scene);
  const slices = scene.threads.map(({ index }) => (scene.rings ? openSlices(scene.rings.latest(index), scene.image.program.events) : []));
  const threads = [...waitsOf(memory, waitedFor(slices)), ...spinWaits(scene, sample, memory)]
    .filter(({ thread }) => isWaiting(sample.threads[thread]!))
    .map((wait) => ({ ...wait, holders: holdersOf(wait, slices) }))
    .sort((a, b) => a.thread - b.thread);
  const inTheWay = threads.map(({ thread, holders, behind }) => [thread, [...holders, ...behind.map((each) => ({ thread: each, sure: true }))]] as const);
  return { threads, cycle: cycleOf(new Map(inTheWay)) };
}

/** The VMA whose readers a thread waits for, where its trace says so. */
function waitedFor(slices: readonly OpenSlice[][]): Map<number, number> {
  return new Map(slices.flatMap((open, thread) => open.filter(({ category }) => category === 'vma_lock.wait').map(({ object }) => [thread, object] as const)));
}

/** Whom the trace says that the memory does not know: readers; and where each took the lock. */
function holdersOf({ held, object, readers, holders }: LockWait, slices: readonly OpenSlice[][]): BlockedThread['holders'] {
  const traced = slices.flatMap((open, thread) => open
    .filter((slice) => slice.object === object && object !== 0 && slice.category.endsWith(`.${held}`))
    .map(({ site }) => ({ thread, sure: true, site })));
  const byMemory = holders.map((holder) => ({ ...holder, site: traced.find(({ thread }) => thread === holder.thread)?.site ?? -1 }));
  // More than there are: what is traced is not of this moment.
  if (held !== 'read' || traced.length === 0 || traced.length > readers) return byMemory;
  const once = traced.filter(({ thread }, i) => traced.findIndex((each) => each.thread === thread) === i);
  return traced.length < readers ? [...once, ...byMemory.filter(({ thread }) => once.every((each) => each.thread !== thread))] : once;
}
