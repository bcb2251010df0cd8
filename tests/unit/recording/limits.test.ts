/** However long a session is, its recording can be read: the writer keeps to the reader's limits, and says what it left out. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openBlocks } from '../../../electron/recordings/blocks';
import { copySoFar } from '../../../electron/recordings/copy';
import { locateSession } from '../../../electron/recordings/locate';
import { openRecording } from '../../../electron/recordings/reader';
import { openSessionFile } from '../../../electron/recordings/open-session-file';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { LIMITS, type RecordingLimits } from '../../../shared/recording/format';
import { noNotes } from '../../../shared/recording/notes';
import { all, events, freshPath, meta, result, sample, sources } from './sample';

/** A session of many seconds with a sample and an event each. */
async function record(file: string, limits: RecordingLimits, seconds: number, told = events): Promise<RecordingWriter> {
  const writer = await RecordingWriter.create(file, limits);
  void writer.begin(meta, sources);
  for (let i = 0; i < seconds; i++) {
    await writer.events(told(50));
    await writer.sample(sample(i * 1e9));
  }
  return writer;
}

describe('a recording of a long session', () => {
  const small = { ...LIMITS, fileBytes: 100_000, storedBytes: 6000 };

  it('holds figures of all of it where there was no more room for its trace', async () => {
    const file = await freshPath();
    const writer = await record(file, small, 300);
    const soFar = await writer.soFar();
    await writer.finish(result);
    const { size } = await stat(file);
    expect(size).toBeLessThan(small.fileBytes);
    const recording = await openRecording(file, { limits: small });
    expect(recording.sampleCount).toBe(300);
    expect(recording.eventCount).toBeGreaterThan(1000);
    expect(recording.eventCount).toBeLessThan(15_000);
    expect(writer.shortfall).toMatch(/^A recording has at most 0 MiB: this one holds the trace up to 0.0 s, and figures of the whole session\.$/);
    await recording.close();

    const copy = await freshPath();
    await copySoFar({ ...soFar, path: file }, copy, { result, notes: noNotes });
    expect((await stat(copy)).size).toBe(size);
  });

  it('ends with the figures that there was room for, and can be read by its index and without', async () => {
    const file = await freshPath();
    const writer = await record(file, small, 9000);
    await writer.finish(result);
    expect((await stat(file)).size).toBeLessThan(small.fileBytes);
    const recording = await openRecording(file, { limits: small });
    expect(recording.sampleCount).toBeGreaterThan(1000);
    expect(recording.sampleCount).toBeLessThan(9000);
    const last = (await all(recording.samples())).at(-1)!.time;
    expect(writer.shortfall).toContain(`figures up to ${(last / 1e9).toFixed(1)} s.`);
    const session = await openSessionFile(file, {}, small);
    expect((await session.momentAt(Infinity))!.sample).toMatchObject({ time: last });
    await Promise.all([recording.close(), session.close()]);
  });

  it('goes without an index that is larger than a block may be', async () => {
    for (const limits of [{ ...LIMITS, rawBytes: 12_000 }, { ...LIMITS, storedBytes: 700 }]) {
      const file = await freshPath();
      const writer = await record(file, limits, 200);
      await writer.finish(result);
      expect(writer.shortfall).toBeNull();
      const blocks = await openBlocks(file, limits);
      expect(await locateSession(blocks)).toBeNull();
      await blocks.close();
      const [recording, session] = [await openRecording(file, { limits }), await openSessionFile(file, {}, limits)];
      expect([recording.eventCount, recording.sampleCount, session.index.events.count.length]).toEqual([10_000, 200, 200]);
      await Promise.all([recording.close(), session.close()]);
    }
  });

  it('has smaller blocks of samples where they show much memory', async () => {
    const limits = { ...LIMITS, rawBytes: 100_000 };
    const file = await freshPath();
    const writer = await RecordingWriter.create(file, limits);
    void writer.begin(meta, sources);
    const much = { struct: 'mm', address: 65536, words: new Uint32Array(4000).fill(0xffffffff) };
    for (let i = 0; i < 20; i++) await writer.sample({ ...sample(i), snapshot: [much] });
    await writer.finish(result);
    const recording = await openRecording(file, { limits });
    expect(recording.sampleCount).toBe(20);
    await recording.close();
  });

  it('is not left behind where it could not be read', async () => {
    const file = await freshPath();
    const writer = await RecordingWriter.create(file, { ...LIMITS, fileBytes: 500 });
    void writer.begin(meta, sources);
    await expect(writer.finish(result)).rejects.toMatchObject({ reason: 'too-large' });
    await writer.discard();
    expect(existsSync(file)).toBe(false);
    await expect(readFile(`${file}.part`)).rejects.toThrow('ENOENT');
  });
});
