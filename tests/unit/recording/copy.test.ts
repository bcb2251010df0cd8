/** Recordings that are copied without being inflated: what there is while one is written, and a whole one with other notes. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { copySoFar, copyWithNotes } from '../../../electron/recordings/copy';
import { openRecording } from '../../../electron/recordings/reader';
import { openSessionFile } from '../../../electron/recordings/session-file';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { noNotes } from '../../../shared/recording/notes';
import { events, freshPath, meta, result, sample, sources, writeSample } from './sample';

const notes = { notes: [{ at: 7, text: 'here' }], bookmarks: [{ at: 1.5e9, name: 'slow' }] };

describe('a copy', () => {
  it('of what is written so far is a recording, and what is written on is not in it', async () => {
    const [file, copy] = [await freshPath(), await freshPath()];
    const writer = await RecordingWriter.create(file);
    void writer.begin(meta, sources);
    await writer.events(events(5));
    void writer.sample(sample(1));
    const soFar = await writer.soFar();
    await writer.events(events(7));
    await copySoFar(soFar, copy, { result: { ...result, outcome: 'inconclusive' }, notes: noNotes });
    await writer.finish(result);
    const [early, late] = await Promise.all([copy, file].map((each) => openRecording(each)));
    expect(early).toMatchObject({ eventCount: 5, samples: [sample(1)], result: { outcome: 'inconclusive' } });
    expect(late).toMatchObject({ eventCount: 12, result: { outcome: 'violated' } });
    await Promise.all([early!.close(), late!.close()]);
    const session = await openSessionFile(copy);
    expect(session.index.events.count).toEqual([5]);
    await session.close();
  });

  it('with other notes is the same but for them, onto itself, too', async () => {
    const [file, copy] = [await freshPath(), await freshPath()];
    await writeSample(file);
    await copyWithNotes(file, copy, notes);
    await copyWithNotes(copy, copy, { ...notes, notes: [] });
    await copyWithNotes(copy, file, notes);
    for (const each of [file, copy]) {
      const [recording, session] = [await openRecording(each), await openSessionFile(each)];
      expect(recording).toMatchObject({ meta, sources, result, eventCount: 5, notes: each === file ? notes : { ...notes, notes: [] } });
      expect(session.contents).toMatchObject({ meta, result, notes: recording.notes });
      expect(session.index.events.count).toEqual([3, 2]);
      await recording.close();
      await session.close();
    }
  });

  it('that is ended leaves what was there', async () => {
    const [file, copy] = [await freshPath(), await freshPath()];
    await writeSample(file);
    await writeSample(copy, [events(1)]);
    const before = await readFile(copy);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(copyWithNotes(file, copy, notes, { signal })).rejects.toThrow('enough');
    expect(Buffer.compare(await readFile(copy), before)).toBe(0);
    expect(await readdir(path.dirname(copy))).toEqual(['x.faultline']);
  });

  it('of a recording in an earlier format is refused', async () => {
    await expect(copyWithNotes(new URL('../../recordings/session-1.2.faultline', import.meta.url).pathname, await freshPath(), notes)).rejects.toMatchObject({ message: expect.stringContaining('earlier format') });
  });
});
