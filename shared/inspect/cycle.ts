/** Who waits for whom, round and round. */

export interface InTheWay {
  thread: number;
  /** False: it may not be the one. */
  sure: boolean;
}

/**
 * The shortest cycle, as threads of whom each waits for the next and the last for the first; of those through sure ones only, if there is one.
 * Null: there is none.
 *
 * @param waits who is in whose way, by the number of the thread that waits.
 */
export function cycleOf(waits: ReadonlyMap<number, readonly InTheWay[]>): number[] | null {
  return shortest(waits, ({ sure }) => sure) ?? shortest(waits, () => true);
}

function shortest(waits: ReadonlyMap<number, readonly InTheWay[]>, counts: (each: InTheWay) => boolean): number[] | null {
  let best: number[] | null = null;
  for (const start of waits.keys()) {
    const found = wayBack(waits, counts, start);
    if (found && (!best || found.length < best.length)) best = found;
  }
  return best;
}

/** From a thread to itself, breadth first. */
function wayBack(waits: ReadonlyMap<number, readonly InTheWay[]>, counts: (each: InTheWay) => boolean, start: number): number[] | null {
  const from = new Map<number, number>();
  const queue = [start];
  for (const at of queue) {
    for (const each of waits.get(at) ?? []) {
      if (!counts(each)) continue;
      if (each.thread === start) return pathTo(from, at, start);
      if (from.has(each.thread)) continue;
      from.set(each.thread, at);
      queue.push(each.thread);
    }
  }
  return null;
}

function pathTo(from: ReadonlyMap<number, number>, end: number, start: number): number[] {
  const path = [end];
  while (path[0] !== start) path.unshift(from.get(path[0]!)!);
  return path;
}
