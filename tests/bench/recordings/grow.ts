/** Makes a large recording of a small one: its events and samples again and again, later each time, by the recorder's own writer. */
import { openRecording } from '../../../electron/recordings/reader.ts';
import { RecordingWriter } from '../../../electron/recordings/writer.ts';
import { LIMITS } from '../../../shared/recording/format.ts';
import { IndexBuilder } from '../../../shared/recording/index-builder.ts';
import { EVENT_BYTES } from '../../../shared/trace/events.ts';
import type { SessionSample } from '../../../shared/trace/session.ts';

export interface Grown {
  events: number;
  /** Of the session that it says it is of. */
  seconds: number;
  /** What the index costs of an event, ns. */
  indexNs: number;
}

export async function grow(from: string, to: string, bytes: number): Promise<Grown> {
  const recording = await openRecording(from);
  // As large as readers take it: the lab's own recordings leave room for what would follow.
  const writer = await RecordingWriter.create(to, { ...LIMITS, fileBytes: Infinity });
  await writer.begin(recording.meta, recording.sources);
  const span = recording.result.final.time;
  const index = new IndexBuilder(recording.meta.session);
  let events = 0;
  let indexNs = 0;
  let round = 0;
  for (; writer.size < bytes; round++) {
    for await (const chunk of recording.events()) {
      const later = shifted(chunk, round * span);
      await writer.events(later);
      events += later.length / EVENT_BYTES;
      if (round > 0) continue;
      const start = performance.now();
      index.addEvents(later, 0);
      indexNs += (performance.now() - start) * 1e6;
    }
    for await (const sample of recording.samples()) await writer.sample(after(sample, recording.result.final, round));
  }
  await writer.finish({ ...recording.result, final: after(recording.result.final, recording.result.final, round - 1) });
  await recording.close();
  return { events, seconds: (round * span) / 1e9, indexNs: indexNs / (events / round) };
}

function shifted(chunk: Uint8Array, by: number): Uint8Array {
  const later = new Uint8Array(chunk);
  const view = new DataView(later.buffer);
  for (let at = 0; at < later.length; at += EVENT_BYTES) view.setFloat64(at, view.getFloat64(at, true) + by, true);
  return later;
}

function after(sample: SessionSample, final: SessionSample, rounds: number): SessionSample {
  return { ...sample, time: sample.time + rounds * final.time, counters: sample.counters.map((count, i) => count + rounds * final.counters[i]!) };
}
