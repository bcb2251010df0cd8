import { EVENT_BYTES, EVENT_OFFSET } from '../../shared/trace/events.ts';

/** The events of each thread up to a time (ns), in their order. `chunks`: whole events, in which those of a thread lie in the order of time. */
export function eventsByThread(chunks: readonly Uint8Array[], threads: number, time: number): Uint8Array[] {
  const pieces = Array.from({ length: threads }, (): Uint8Array[] => []);
  for (const chunk of chunks) {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < chunk.length; at += EVENT_BYTES) {
      if (view.getFloat64(at + EVENT_OFFSET.time, true) <= time) pieces[view.getUint16(at + EVENT_OFFSET.thread, true)]!.push(chunk.subarray(at, at + EVENT_BYTES));
    }
  }
  return pieces.map((own) => Buffer.concat(own));
}
