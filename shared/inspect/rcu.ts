/** RCU in a state: which grace period it is, who is in a section, what waits to be called. */
import { chain } from './lists.ts';
import { rcuText } from './meaning.ts';
import type { Memory } from './memory.ts';

export interface RcuState {
  gracePeriod: number;
  readers: { thread: string; text: string }[];
  /** Queued, and not yet called: the object that is to be freed, and by which function. `over`: their grace period is. */
  callbacks: { object: string; func: string; over: boolean }[];
}

/** Null: the program has no RCU. */
export function rcuOf(memory: Memory): RcuState | null {
  const state = memory.global('rcu_state');
  if (!state) return null;
  const word = (path: string): number => memory.field(state.address, 'rcu_state', path);
  const callbacks = (first: number, over: boolean): RcuState['callbacks'] =>
    chain(memory, first, 'rcu_head', 'next').map((head) => {
      const func = memory.field(head, 'rcu_head', 'func');
      return { object: memory.at(head)?.name ?? memory.nameOf(head, 'rcu_head') ?? 'an object', func: memory.program.callbacks[func] ?? String(func), over };
    });
  const tasks = memory.global('init_tasks');
  const size = memory.structs.get('task_struct')?.size ?? 0;
  const readers = memory.program.threads.flatMap(({ name }, i) => {
    const ctr = tasks ? memory.field(tasks.address + i * size, 'task_struct', 'rcu_ctr') : 0;
    return ctr === 0 ? [] : [{ thread: name, text: rcuText(ctr) }];
  });
  return {
    gracePeriod: word('gp_ctr') >>> 8,
    readers,
    callbacks: [...callbacks(word('done.head'), true), ...callbacks(word('pending'), false).reverse()],
  };
}
