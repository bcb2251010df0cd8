/** Recordings that are copied without being inflated: what there is while one is written, and a whole one with other notes. */
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { copySoFar, copyWithNotes } from '../../../electron/recordings/copy';
import { openExploration } from '../../../electron/recordings/exploration';
import { openRecording, type Recording } from '../../../electron/recordings/reader';
import { renewExploration } from '../../../electron/recordings/renew';
import { openSessionFile } from '../../../electron/recordings/open-session-file';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { VERSION } from '../../../shared/recording/format';
import { noNotes } from '../../../shared/recording/notes';
import { recordingOf } from './blocks';
import { all, events, freshPath, meta, result, sample, sources, writeSample } from './sample';

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
    expect(await all(early!.samples())).toEqual([sample(1)]);
    expect(early).toMatchObject({ eventCount: 5, result: { outcome: 'inconclusive' } });
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

});

describe('notes on a recording in an earlier format', () => {
  const kept = (name: string): string => fileURLToPath(new URL(`../../recordings/${name}`, import.meta.url));
  const trace = async (recording: Recording): Promise<Buffer> => Buffer.concat(await all(recording.events()));

  it('have a session written anew, with all that was in it and an index', async () => {
    for (const minor of [0, 2]) {
      const file = await freshPath();
      await copyFile(kept(`session-1.${minor}.faultline`), file);
      const before = await openRecording(file);
      expect(await copyWithNotes(file, file, notes)).toEqual({ major: 1, minor });
      const after = await openRecording(file);
      const { meta: of, sources: texts, result: ended, eventCount } = before;
      expect(after).toMatchObject({ meta: of, sources: texts, result: ended, eventCount, notes });
      expect(await all(after.samples())).toEqual(await all(before.samples()));
      expect(Buffer.compare(await trace(after), await trace(before))).toBe(0);
      const session = await openSessionFile(file);
      expect(session).toMatchObject({ format: VERSION, contents: { notes } });
      expect(session.index.events.count.reduce((sum, count) => sum + count, 0)).toBe(eventCount);
      await Promise.all([before.close(), after.close(), session.close()]);
      // Now it is of today's.
      expect(await copyWithNotes(file, file, noNotes)).toBeNull();
    }
  });

  it('leave it alone when they are given up, or something is wrong with it', async () => {
    const file = await freshPath();
    await copyFile(kept('session-1.2.faultline'), file);
    await expect(copyWithNotes(file, file, notes, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect(Buffer.compare(await readFile(file), await readFile(kept('session-1.2.faultline')))).toBe(0);
    const disordered = recordingOf(['meta', meta], ['evts', events(2)], ['srcs', sources], ['rslt', result], ['end ', { blocks: 4, events: 2, samples: 0, index: null }]);
    await writeFile(file, disordered);
    await expect(copyWithNotes(file, file, notes)).rejects.toMatchObject({ name: 'RecordingError', reason: 'damaged' });
    expect(Buffer.compare(await readFile(file), disordered)).toBe(0);
    expect(await readdir(path.dirname(file))).toEqual(['x.faultline']);
  });

  it('have an exploration written anew', async () => {
    const file = await freshPath();
    await copyFile(kept('counterexample-1.1.faultline'), file);
    const before = await openExploration(file);
    expect(await renewExploration(file, file, notes)).toEqual({ major: 1, minor: 1 });
    expect(await openExploration(file)).toEqual({ ...before, notes, format: VERSION });
    expect(await renewExploration(file, file, noNotes)).toBeNull();
    expect(await openExploration(file)).toEqual({ ...before, notes: noNotes, format: VERSION });
  });
});
