/** Which step made each store of a word, in the order that the stores have: what a load that finds an older one has missed. */
import type { NextStep, Touch } from './next-step.ts';

/** What a step does to the order of a word's stores: it puts one there, into its thread's buffer, or from a buffer there. */
export interface StoreEffect {
  how: 'stores' | 'buffers' | 'drains';
  thread: number;
  address: number;
  /** Newer stores that it takes its place before. */
  behind: number;
}

export function storeEffects({ kind, touches, owner }: Pick<NextStep, 'kind' | 'touches' | 'owner'>, thread: number): StoreEffect[] {
  if (kind === 'drain') return touches.map(({ address }) => ({ how: 'drains', thread: owner, address, behind: 0 }));
  return touches.filter(stores).map(({ address, buffered, behind }) => ({ how: buffered ? 'buffers' : 'stores', thread, address, behind }));
}

/** A compare-and-exchange that found something else has only read. */
export function stores({ op, before, expected }: Touch): boolean {
  return op === 'store' || op === 'rmw' || (op === 'cmpxchg' && before === expected);
}

export class Stores {
  /** For each word the steps by index, from the older store to the newer. */
  private readonly words = new Map<number, number[]>();
  private readonly buffers = new Map<number, number[]>();

  add(step: number, effects: readonly StoreEffect[]): void {
    for (const { how, thread, address, behind } of effects) {
      if (how === 'buffers') listOf(this.buffers, thread).push(step);
      else if (how === 'stores') this.place(address, step, behind);
      else this.place(address, listOf(this.buffers, thread).shift() ?? step, 0);
    }
  }

  /** The step whose store is found when so many newer ones are missed; null: the value that the word had at first. */
  found(address: number, behind: number): number | null {
    return listOf(this.words, address).at(-1 - behind) ?? null;
  }

  /** The steps whose stores are missed then. */
  missed(address: number, behind: number): number[] {
    return behind === 0 ? [] : listOf(this.words, address).slice(-behind);
  }

  /** The steps whose stores are in a thread's buffer, the oldest first. */
  buffered(thread: number): readonly number[] {
    return listOf(this.buffers, thread);
  }

  private place(address: number, step: number, behind: number): void {
    const list = listOf(this.words, address);
    list.splice(Math.max(0, list.length - behind), 0, step);
  }
}

function listOf(map: Map<number, number[]>, key: number): number[] {
  let list = map.get(key);
  if (!list) map.set(key, (list = []));
  return list;
}
