/** Which lanes are shown, and in which order: by thread, as a person arranged them. Each function answers a new arrangement. */
export interface Arrangement {
  /** Thread numbers from top to bottom; those that are not in it come after, as they are. */
  order: readonly number[];
  /** On top, whatever the order. */
  pinned: readonly number[];
  hidden: readonly number[];
}

export const asTheyAre: Arrangement = { order: [], pinned: [], hidden: [] };

interface OfThread {
  thread: { index: number };
}

/** The lanes to show, in their order. */
export function arranged<L extends OfThread>(lanes: readonly L[], { order, pinned, hidden }: Arrangement): L[] {
  const place = (list: readonly number[], { thread }: L): number => (list.includes(thread.index) ? list.indexOf(thread.index) : Infinity);
  const compare = (list: readonly number[], a: L, b: L): number => {
    const [x, y] = [place(list, a), place(list, b)];
    return x === y ? 0 : x - y;
  };
  return lanes.filter(({ thread }) => !hidden.includes(thread.index)).toSorted((a, b) => compare(pinned, a, b) || compare(order, a, b));
}

export function togglePinned(arrangement: Arrangement, thread: number): Arrangement {
  const { pinned } = arrangement;
  return { ...arrangement, pinned: pinned.includes(thread) ? pinned.filter((each) => each !== thread) : [...pinned, thread] };
}

export function hide(arrangement: Arrangement, thread: number): Arrangement {
  return { ...arrangement, hidden: [...arrangement.hidden, thread] };
}

export function showAll(arrangement: Arrangement): Arrangement {
  return { ...arrangement, hidden: [] };
}

/** Moves a lane by one among those that are shown; a pinned one among the pinned. */
export function moved(arrangement: Arrangement, lanes: readonly OfThread[], thread: number, by: 1 | -1): Arrangement {
  const { pinned } = arrangement;
  const shown = arranged(lanes, arrangement).map((lane) => lane.thread.index);
  const group = pinned.includes(thread) ? [...pinned] : shown.filter((each) => !pinned.includes(each));
  const at = group.indexOf(thread);
  const to = at + by;
  if (at < 0 || to < 0 || to >= group.length) return arrangement;
  [group[at], group[to]] = [group[to]!, group[at]!];
  return pinned.includes(thread) ? { ...arrangement, pinned: group } : { ...arrangement, order: group };
}
