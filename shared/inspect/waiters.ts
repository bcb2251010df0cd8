/** Who is queued for an rw_semaphore (shared/kernel/rwsem_wake.ts). */
import { listEntries } from './lists.ts';
import { offsetOf, type Memory } from './memory.ts';

/** First come first: `munmap (write)`. `semaphore`: its address. */
export function waitersOf(memory: Memory, semaphore: number): string[] {
  const head = semaphore + (offsetOf(memory.structs, 'rw_semaphore', 'wait_list') ?? 0);
  return listEntries(memory, head, 'rwsem_waiter', 'list').map((waiter) => {
    const task = memory.field(waiter, 'rwsem_waiter', 'task');
    // A reader's task is NULL once the lock is its.
    return `${memory.thread(task) ?? 'a task that has been given it'} (${memory.field(waiter, 'rwsem_waiter', 'type') === 0 ? 'write' : 'read'})`;
  });
}
