/** Goes through trace events without an object for each. */
import { EVENT_BYTES, EVENT_OFFSET } from './events.ts';

export type TakeEvent = (time: number, event: number, thread: number, a: number, b: number, site: number) => void;

/** `chunk`: whole events. */
export function readEvents(chunk: Uint8Array, take: TakeEvent): void {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  for (let at = 0; at + EVENT_BYTES <= chunk.length; at += EVENT_BYTES) {
    take(
      view.getFloat64(at + EVENT_OFFSET.time, true),
      view.getUint16(at + EVENT_OFFSET.event, true),
      view.getUint16(at + EVENT_OFFSET.thread, true),
      view.getUint32(at + EVENT_OFFSET.a, true),
      view.getUint32(at + EVENT_OFFSET.b, true),
      view.getUint32(at + EVENT_OFFSET.site, true),
    );
  }
}
