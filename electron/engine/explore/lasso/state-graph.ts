/**
 * All states and all steps between them, in arrays: the steps of state `s` are those from `first[s]` to before `first[s + 1]`.
 * States are numbered breadth first from the first one, 0, so that a smaller number is never further away.
 */
export interface StateGraph {
  states: number;
  /** Threads, by number from 0: at most as many as a label has room for. */
  threads: number;
  first: Int32Array;
  /** The state that each step leads to. */
  to: Int32Array;
  /** The thread that takes each step, and whether it looks at a deadline there (`LABEL`). */
  label: Uint8Array;
  /** The state that each state was found from; -1 for the first. */
  parent: Int32Array;
  /** 1 where a thread that is to end has not ended. */
  owing: Uint8Array;
}

/** A step's label: six bits for the thread, and what it learns of a deadline. */
export const LABEL = { thread: 63, notPassed: 64, passed: 128 } as const;

/**
 * Some of a graph's states, with the steps among them. `partOf[s]` is `id` for its states. Left out are the steps of threads in
 * `timely` that find a deadline not passed.
 */
export interface Part {
  id: number;
  states: Int32Array;
  timely: ReadonlySet<number>;
}

/** Whether a step is taken and ends within the part. */
export function isWithin({ to, label }: StateGraph, partOf: Int32Array, { id, timely }: Part, step: number): boolean {
  if (partOf[to[step]!] !== id) return false;
  return timely.size === 0 || (label[step]! & LABEL.notPassed) === 0 || !timely.has(label[step]! & LABEL.thread);
}
