/** What is known of a name of the dialect or the kernel, for people who look at it: plain data, derived from the sources. */

/** How a call may be held up. `sleep`: until it is woken; `poll`: until a condition holds; `spin`: the same, for a short while. */
export type WaitKind = 'sleep' | 'poll' | 'spin';

export interface Use {
  file: string;
  line: number;
  column: number;
  /** The function it is in; empty at the top level. */
  fn: string;
}

export interface Facts {
  name: string;
  kind: 'primitive' | 'function';
  /** What it orders, each with the primitive that does: `acquire (atomic_cmpxchg_acquire)`; of a primitive, a phrase. */
  orders: string[];
  /** The same of what it calls. */
  ordersThrough: string[];
  /** For each kind of waiting, the calls from it to the primitive that waits; of a primitive, none but itself. */
  waits: { kind: WaitKind; path: string[]; on: string }[];
  /** Locks that it, or what it calls, takes and releases: `mmap_lock for read`, `spin lock mm.lock`. */
  takes: string[];
  releases: string[];
  /** What must hold when it is called: a phrase, or a check that it makes and the function that makes it. */
  needs: string[];
  /** Where kernel files call it, or hand it on as a callback. */
  uses: Use[];
}
