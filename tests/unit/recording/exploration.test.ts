import { readFile, stat, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openExploration } from '../../../electron/recordings/exploration';
import { openRecording } from '../../../electron/recordings/reader';
import { RecordingError } from '../../../electron/recordings/recording-error';
import { RecordingWriter } from '../../../electron/recordings/writer';
import type { Verdict } from '../../../shared/explore/verdict';
import type { ExplorationMeta } from '../../../shared/recording/exploration';
import { LIMITS, VERSION } from '../../../shared/recording/format';
import { explorationMeta as meta, verdict } from './exploration-sample';
import { freshPath, sources, writeSample } from './sample';

async function write(file: string, what: Partial<{ meta: unknown; verdict: unknown }> = {}): Promise<void> {
  const writer = await RecordingWriter.create(file);
  await writer.exploration({ sources, meta: (what.meta ?? meta) as ExplorationMeta, verdict: (what.verdict ?? verdict) as Verdict });
}

let good: Buffer;
let file: string;
beforeAll(async () => {
  file = await freshPath();
  await write(file);
  good = await readFile(file);
});

async function errorOf(bytes: Uint8Array, limits = LIMITS): Promise<RecordingError> {
  const path = await freshPath();
  await writeFile(path, bytes);
  const read = await openExploration(path, limits).catch((error: unknown) => error);
  if (!(read instanceof RecordingError)) throw new Error('it was read');
  return read;
}

describe('the recording of an exploration', () => {
  it('gives back what went in', async () => {
    expect(await openExploration(file)).toEqual({ meta, sources, verdict, notes: { notes: [], bookmarks: [] }, format: VERSION });
    await expect(stat(`${file}.part`)).rejects.toThrow('ENOENT');
  });

  it('keeps what a person wrote beside it', async () => {
    const notes = { notes: [{ at: null, text: 'as seen on Monday' }, { at: 3, text: 'here' }], bookmarks: [{ at: 7, name: 'the race' }] };
    const path = await freshPath();
    await (await RecordingWriter.create(path)).exploration({ meta, sources, verdict, notes });
    expect((await openExploration(path)).notes).toEqual(notes);
  });

  it('is not taken for a session, nor a session for it', async () => {
    await expect(openRecording(file)).rejects.toMatchObject({ reason: 'other', message: expect.stringContaining('faultline replay shows it') });
    const session = await freshPath();
    await writeSample(session);
    await expect(openExploration(session)).rejects.toMatchObject({ reason: 'other', message: expect.stringContaining('no schedule') });
  });

  it('is refused at whatever byte it is cut off', async () => {
    for (let length = 16; length < good.length; length += 5) expect(['truncated', 'damaged']).toContain((await errorOf(good.subarray(0, length))).reason);
  });

  it('is refused whatever bit is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (byte, bit) => {
        const bytes = Buffer.from(good);
        bytes[byte]! ^= 1 << bit;
        expect((await errorOf(bytes)).message).not.toBe('');
      }),
      { numRuns: 200 },
    );
  });

  /** By a thread that there is not. */
  const step = { thread: 5, choice: 0, name: 't', site: -1, access: null, text: 'goes', enabled: [0], blocked: [], after: [] };
  const elsewhere = { kind: 'deadlock', property: null, message: 'stuck', stack: [], steps: [step], threads: ['t'], sites: [], token: null, shortest: true, cycle: null, passing: null };

  it.each([
    [{ verdict: { ...verdict, outcome: 'fine' } }, /vrdt .* outcome/],
    [{ verdict: { ...verdict, covers: { ...verdict.covers, sequenceBits: 99 } } }, /covers\.sequenceBits/],
    // Of all of it, and so of no field.
    [{ verdict: { ...verdict, violation: elsewhere } }, /vrdt .* should be: names steps/],
    [{ meta: { ...meta, objects: 0 } }, /expl .* objects/],
    [{ meta: { ...meta, config: { 'rm -rf': true } } }, /expl .* config/],
  ])('is refused when its contents make no sense: %#', async (what, message) => {
    const path = await freshPath();
    await write(path, what);
    await expect(openExploration(path)).rejects.toMatchObject({ reason: 'damaged', message: expect.stringMatching(message) });
  });

  it('is refused beyond the limits', async () => {
    expect(await errorOf(good, { ...LIMITS, fileBytes: 100 })).toMatchObject({ reason: 'too-large' });
    expect(await errorOf(good, { ...LIMITS, rawBytes: 100 })).toMatchObject({ reason: 'damaged' });
  });
});
