/** Who is queued for an rw_semaphore (shared/kernel/rwsem_wake.ts). */
import { listEntries } from './lists.ts';
import { offsetOf, type Memory } from './memory.ts';

export interface Waiter {
  /** The thread's number; null: a reader's task is NULL once the lock is its. */
  thread: number | null;
  wants: 'read' | 'write';
}

/** First come first. `semaphore`: its address. */
export function queueOf(memory: Memory, semaphore: number): Waiter[] {
  const head = semaphore + (offsetOf(memory.structs, 'rw_semaphore', 'wait_list') ?? 0);
  return listEntries(memory, head, 'rwsem_waiter', 'list').map((waiter) => ({
    thread: memory.threadNumber(memory.field(waiter, 'rwsem_waiter', 'task')),
    wants: memory.field(waiter, 'rwsem_waiter', 'type') === 0 ? 'write' : 'read',
  }));
}

/** The same in words: `munmap (write)`. */
export function waitersOf(memory: Memory, semaphore: number): string[] {
  return queueOf(memory, semaphore).map(({ thread, wants }) => `${thread === null ? 'a task that has been given it' : memory.threadName(thread)} (${wants})`);
}
