/** Sessions for exporters, made of plain events and samples. */
import type { SessionSubject } from '../../../../shared/recording/export/subjects.ts';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../../shared/trace/events.ts';
import { meta, result, sample } from '../sample.ts';

export const EVENTS = ['fault:begin', 'fault:end', 'mmap_lock.wait:begin', 'mmap_lock.wait:end', 'mmap_lock.read:begin', 'mmap_lock.read:end', 'wake', 'pte.install'];
export const THREADS = ['boot', 'fault/0', 'munmap'];

/** `time thread event a b`, one a line. */
export function session(text: string, samples = [sample(0), { ...sample(1e9), counters: [7] }]): SessionSubject {
  const lines = text.trim().split('\n').map((line) => line.trim().split(/\s+/));
  const bytes = new Uint8Array(lines.length * EVENT_BYTES);
  const view = new DataView(bytes.buffer);
  lines.forEach(([time, thread, event, a = '0', b = '0'], i) => {
    const at = i * EVENT_BYTES;
    if (!EVENTS.includes(event!)) throw new Error(`there is no event ${event}`);
    view.setFloat64(at + EVENT_OFFSET.time, Number(time), true);
    view.setUint16(at + EVENT_OFFSET.event, EVENTS.indexOf(event!), true);
    view.setUint16(at + EVENT_OFFSET.thread, THREADS.indexOf(thread!), true);
    view.setUint32(at + EVENT_OFFSET.a, Number(a), true);
    view.setUint32(at + EVENT_OFFSET.b, Number(b), true);
  });
  return {
    meta: { ...meta, session: { ...meta.session, events: EVENTS, threads: THREADS.map((name, index) => ({ index, name, kind: index === 0 ? 'boot' : 'thread' })) } },
    structs: [...new Set(samples.flatMap(({ objects }) => objects.map(({ struct }) => struct)))],
    async *samples() {
      yield* samples;
    },
    result: { ...result, final: samples.at(-1) ?? result.final },
    // In two chunks, as a file has them.
    async *events() {
      const half = Math.floor(lines.length / 2) * EVENT_BYTES;
      yield bytes.subarray(0, half);
      yield bytes.subarray(half);
    },
  };
}
