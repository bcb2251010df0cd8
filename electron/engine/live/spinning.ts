/** Threads that spin for a spin lock. It is one that is held: where there are several, no word says which; nor ever who holds it. */
import { lockName } from '../../../shared/inspect/lock-name.ts';
import { eachLock } from '../../../shared/inspect/each-lock.ts';
import type { Memory } from '../../../shared/inspect/memory.ts';
import type { LockWait } from '../../../shared/inspect/waits.ts';
import type { SessionSample } from '../../../shared/trace/session.ts';
import { accessAt, type Scene } from './explain.ts';

export function spinWaits({ image, threads }: Scene, sample: SessionSample, memory: Memory): LockWait[] {
  const spinning = threads.filter(({ index }) => {
    const { status, waitSite } = sample.threads[index]!;
    return status === 'polling' && accessAt(image.program, waitSite)?.place.struct === 'spinlock_t';
  });
  if (spinning.length === 0) return [];
  const held: number[] = [];
  eachLock(memory, (kind, address) => kind === 'spinlock_t' && memory.word(address) !== 0 && held.push(address));
  const lock = held.length === 1 ? lockName(memory, held[0]!, 'spinlock_t') : 'a spin lock';
  const state = held.length === 1 ? 'held' : held.length === 0 ? 'free by now' : `one of the ${held.length} that are held`;
  return spinning.map(({ index }) => ({ thread: index, lock, object: 0, wants: null, held: null, state, readers: 0, holders: [], behind: [] }));
}
