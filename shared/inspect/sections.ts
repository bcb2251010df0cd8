/** Who is in an RCU read-side critical section (shared/kernel/rcu.ts). */
import { rcuText } from './meaning.ts';
import type { Memory } from './memory.ts';

export interface Section {
  /** The thread's number. */
  thread: number;
  /** Its task's rcu_ctr. */
  ctr: number;
  /** Since which grace period, and how deep. */
  text: string;
}

export function sectionsOf(memory: Memory): Section[] {
  const tasks = memory.global('init_tasks');
  const size = memory.structs.get('task_struct')?.size;
  if (!tasks || size === undefined) return [];
  return memory.program.threads.flatMap((_, thread) => {
    const ctr = memory.field(tasks.address + thread * size, 'task_struct', 'rcu_ctr');
    return ctr === 0 ? [] : [{ thread, ctr, text: rcuText(ctr) }];
  });
}
