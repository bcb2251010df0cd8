/** What the weaker memory models add to the state vector: one stretch behind everything else, none for sequential consistency. */
import type { Order, Program } from '../../ir.ts';

/** As in runtime/tso.ts: the bytes of a thread's store buffer, and the stores that it has room for. */
export const BUFFER_BYTES = 96;
export const MOST_BUFFERED = 11;

/** As in runtime/views.ts: stores that there is room for, a bit for each in a set. */
export const MOST_STORES = 64;
export const SET_BYTES = MOST_STORES / 8;
export const VIEWS_BYTES = SET_BYTES + 4;
export const THREAD_VIEWS = 4 * SET_BYTES;
export const STORE_BYTES = 12 + SET_BYTES;
/** A bit for each thread says who may look at a word. */
export const MOST_THREADS = 31;

const CHUNK = 32;

/** Bytes for so many threads, all that there are included. */
export function weakBytes(memory: Program['memory'], threads: number): number {
  switch (memory) {
    case 'sc': return 0;
    case 'tso': return threads * BUFFER_BYTES;
    case 'lkmm-ra': return weakStores(threads) + MOST_STORES * STORE_BYTES;
  }
}

/** Where the list of stores begins in it. */
export function weakStores(threads: number): number {
  return Math.ceil((VIEWS_BYTES + threads * THREAD_VIEWS) / CHUNK) * CHUNK;
}

/** As in runtime/views.ts: 1 acquires, 2 releases. */
const ORDERS: Record<Order, number> = { plain: 0, once: 0, relaxed: 0, dependency: 1, acquire: 1, release: 2, full: 3 };

export function orderNumber(order: Order): number {
  return ORDERS[order];
}
