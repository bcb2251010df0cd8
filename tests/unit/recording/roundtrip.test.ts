import { readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../../electron/recordings/reader';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { all, events, freshPath, meta, result, sample, sources, writeSample } from './sample';

describe('a recording', () => {
  it('gives back what went in', async () => {
    const file = await freshPath();
    await writeSample(file);
    const recording = await openRecording(file);
    expect(recording.meta).toEqual(meta);
    expect(recording.sources).toEqual(sources);
    expect(await all(recording.samples())).toEqual(Array.from({ length: 45 }, (_, index) => sample(index)));
    expect(recording).toMatchObject({ sampleCount: 45, structs: ['mm'] });
    expect(recording.result).toEqual(result);
    expect(Buffer.concat(await all(recording.events()))).toEqual(Buffer.concat([events(3), events(2)]));
    expect(recording.eventCount).toBe(5);
    await recording.close();
  });

  it('keeps what a person wrote beside it', async () => {
    const file = await freshPath();
    const notes = { notes: [], bookmarks: [{ at: 1.5e9, name: 'slow' }] };
    const writer = await RecordingWriter.create(file);
    void writer.begin(meta, sources);
    await writer.finish(result, notes);
    const recording = await openRecording(file);
    expect(recording.notes).toEqual(notes);
    await recording.close();
  });

  it('may hold no trace and no samples', async () => {
    const file = await freshPath();
    await writeSample(file, [], 0);
    const recording = await openRecording(file);
    expect(recording).toMatchObject({ sampleCount: 0, eventCount: 0, structs: [] });
    await recording.close();
  });

  it('splits what is large into blocks, and is smaller than what it holds', async () => {
    const file = await freshPath();
    const chunk = events(350_000);
    await writeSample(file, [chunk], 1);
    const recording = await openRecording(file);
    const sizes: number[] = [];
    for await (const part of recording.events()) sizes.push(part.length / 24);
    expect(sizes).toEqual([100_000, 100_000, 100_000, 50_000]);
    expect((await stat(file)).size).toBeLessThan(chunk.length / 2);
    await recording.close();
  });

  it('replaces a file only when it is complete', async () => {
    const file = await freshPath();
    await writeFile(file, 'precious');
    const writer = await RecordingWriter.create(file);
    await writer.begin(meta, sources);
    expect(await readFile(file, 'utf8')).toBe('precious');
    await writer.discard();
    expect(await readFile(file, 'utf8')).toBe('precious');
    await expect(stat(`${file}.part`)).rejects.toThrow('ENOENT');
  });
});
