/** RCU in a state: which grace period it is, who is in a section, what waits to be called. */
import { chain } from './lists.ts';
import type { Memory } from './memory.ts';
import { sectionsOf } from './sections.ts';

/** Waits for grace periods, and calls what was queued (shared/kernel/rcu_gp.ts). */
export const RCU_THREAD = 'rcu_gp';

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
  return {
    gracePeriod: word('gp_ctr') >>> 8,
    readers: sectionsOf(memory).map(({ thread, text }) => ({ thread: memory.threadName(thread), text })),
    callbacks: [...callbacks(word('done.head'), true), ...callbacks(word('pending'), false).reverse()],
  };
}
