/**
 * The trace's wire format: what worker threads write into their rings and what the window draws.
 *
 * ```
 *   one event, 24 bytes, little-endian
 *   0        8          12       16       20       24
 *   ├ time ──┼ event ───┼ a ─────┼ b ─────┼ site ──┤
 *     f64 ns   u16 event  u32      u32      u32
 *              u16 thread
 * ```
 * Time is nanoseconds since the session started. `event` indexes `TraceMeta.events`, `site` indexes `TraceMeta.sites`, or is `NOWHERE`.
 */
export { EVENT_BYTES } from '../dialect/live/event-bytes.ts';
export const EVENT_OFFSET = { time: 0, event: 8, thread: 10, a: 12, b: 16, site: 20 } as const;

/** The site of what is in no source: the tracer's own pauses. */
export const NOWHERE = 0xffffffff;

/** How an event is drawn, from its name `category:phase`. */
export type EventPhase = 'begin' | 'end' | 'instant';

export interface EventKind {
  name: string;
  category: string;
  phase: EventPhase;
}

/** `'mmap_lock:begin'` → a slice's start on the track `mmap_lock`; any phase but begin and end is an instant. */
export function eventKind(name: string): EventKind {
  const colon = name.indexOf(':');
  const category = colon < 0 ? name : name.slice(0, colon);
  const last = colon < 0 ? '' : name.slice(colon + 1);
  return { name, category, phase: last === 'begin' ? 'begin' : last === 'end' ? 'end' : 'instant' };
}
