/** Which time is seen, and how it changes: all functions answer a new viewport. Times in ns, lengths in CSS pixels. */
export interface Viewport {
  /** Time at the left edge. */
  start: number;
  nsPerPixel: number;
  width: number;
}

/** The session's times: nothing is far outside them. */
export interface Bounds {
  from: number;
  to: number;
}

/** A hundred pixels are never less than 10 ns: clocks do not tell more. */
const leastNsPerPixel = 0.1;
/** The view may leave the session by this share of its width. */
const overscroll = 0.5;
/** Share of the width that stays free right of the newest event, so that one sees it come. */
const followMargin = 0.04;

export function timeAt(view: Viewport, x: number): number {
  return view.start + x * view.nsPerPixel;
}

export function endOf(view: Viewport): number {
  return timeAt(view, view.width);
}

/** Scales time by `factor` (below 1 zooms in) and keeps the time at `x` where it is. */
export function zoomed(view: Viewport, factor: number, x: number, bounds: Bounds): Viewport {
  const nsPerPixel = limited(view.nsPerPixel * factor, view.width, bounds);
  return kept({ ...view, nsPerPixel, start: timeAt(view, x) - x * nsPerPixel }, bounds);
}

export function panned(view: Viewport, pixels: number, bounds: Bounds): Viewport {
  return kept({ ...view, start: view.start + pixels * view.nsPerPixel }, bounds);
}

/** All of `from` to `to`, with `margin` (a share of the width) left free on both sides. */
export function fitted(view: Viewport, from: number, to: number, margin: number, bounds: Bounds): Viewport {
  const nsPerPixel = limited((to - from) / Math.max(1, view.width * (1 - 2 * margin)), view.width, bounds);
  return kept({ ...view, nsPerPixel, start: (from + to) / 2 - (view.width / 2) * nsPerPixel }, bounds);
}

/** `from` to `to` in the middle, scaled as before unless it would not fit. */
export function centred(view: Viewport, from: number, to: number, bounds: Bounds): Viewport {
  if (to - from > view.width * view.nsPerPixel) return fitted(view, from, to, 0.1, bounds);
  return kept({ ...view, start: (from + to) / 2 - (view.width / 2) * view.nsPerPixel }, bounds);
}

/** The newest time at the right, scaled as before; from the session's start while that fits. */
export function following(view: Viewport, now: number): Viewport {
  const newestAt = view.width * (1 - followMargin);
  return { ...view, start: Math.max(0, now - newestAt * view.nsPerPixel) };
}

/** The same time from the left edge in a window of another width. */
export function resized(view: Viewport, width: number): Viewport {
  return { ...view, width };
}

function limited(nsPerPixel: number, width: number, { from, to }: Bounds): number {
  const most = Math.max((2 * (to - from)) / Math.max(1, width), 10_000);
  return Math.min(Math.max(nsPerPixel, leastNsPerPixel), most);
}

function kept(view: Viewport, { from, to }: Bounds): Viewport {
  const span = view.width * view.nsPerPixel;
  const earliest = from - span * overscroll;
  const latest = Math.max(earliest, to - span * (1 - overscroll));
  return { ...view, start: Math.min(Math.max(view.start, earliest), latest) };
}
