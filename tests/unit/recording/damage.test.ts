import { readFile, writeFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../../electron/recordings/reader';
import { RecordingError } from '../../../electron/recordings/recording-error';
import { encodeBlockHeader, encodeHeader, LIMITS } from '../../../shared/recording/format';
import { type Block, recordingOf, sealed } from './blocks';
import { events, freshPath, meta, result, sources, writeSample } from './sample';

let good: Buffer;
let file: string;
beforeAll(async () => {
  file = await freshPath();
  await writeSample(file, [events(3)], 2);
  good = await readFile(file);
});

/** The error that opening these bytes gives. */
async function errorOf(bytes: Uint8Array, limits = LIMITS): Promise<RecordingError> {
  await writeFile(file, bytes);
  const recording = await openRecording(file, { limits }).catch((error: unknown) => error);
  if (!(recording instanceof RecordingError)) throw new Error('it was read');
  return recording;
}

const end = (blocks: number, count = 0): Block => ['end ', { blocks, events: count, samples: 0, index: null }];

describe('a recording from a stranger', () => {
  it('is refused when it is something else', async () => {
    expect(await errorOf(Buffer.from('{"hello": "world", "padding": "…………"}'))).toMatchObject({ reason: 'foreign', message: 'this is no Faultline recording' });
    expect(await errorOf(Buffer.alloc(0))).toMatchObject({ reason: 'foreign' });
    await expect(openRecording('/nowhere')).rejects.toMatchObject({ reason: 'missing' });
    await expect(openRecording('/')).rejects.toMatchObject({ reason: 'foreign' });
  });

  it('is refused when a newer Faultline made it', async () => {
    const head = encodeHeader();
    new DataView(head.buffer).setUint16(8, 2, true);
    const error = await errorOf(Buffer.concat([sealed(head), good.subarray(16)]));
    expect(error).toMatchObject({ reason: 'newer', message: 'the recording was made by a newer Faultline (format 2; this one reads up to 1)' });
  });

  it('is refused at whatever byte it is cut off', async () => {
    for (let length = 8; length < good.length; length += 7) expect(['truncated', 'damaged']).toContain((await errorOf(good.subarray(0, length))).reason);
    expect(await errorOf(good.subarray(0, good.length - 1))).toMatchObject({ reason: 'truncated', message: expect.stringContaining('cut off') });
  });

  it('is refused whatever bit is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (byte, bit) => {
        const bytes = Buffer.from(good);
        bytes[byte]! ^= 1 << bit;
        expect((await errorOf(bytes)).message).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when something follows its end, or parts are missing', async () => {
    expect(await errorOf(Buffer.concat([good, Buffer.alloc(5)]))).toMatchObject({ reason: 'damaged', message: 'there are 5 bytes after the end of the recording' });
    expect(await errorOf(recordingOf(['meta', meta], ['srcs', sources], end(2)))).toMatchObject({ message: 'the recording has no rslt block' });
    expect(await errorOf(recordingOf(['meta', meta], ['srcs', sources], ['rslt', result], end(4)))).toMatchObject({ message: 'parts of the recording are missing' });
    expect(await errorOf(recordingOf(['evts', events(1)], ['meta', meta]))).toMatchObject({ message: expect.stringContaining('comes before what it needs') });
  });

  it('is refused when its contents are not as they should be', async () => {
    const broken = { ...meta, session: { ...meta.session, seed: 'seven' } };
    expect(await errorOf(recordingOf(['meta', broken]))).toMatchObject({ reason: 'damaged', message: expect.stringContaining('session.seed') });
    expect(await errorOf(recordingOf(['meta', Buffer.from('not json')]))).toMatchObject({ message: expect.stringContaining('is not JSON') });
    const event = events(1);
    event[8] = 9; // there are two kinds of events
    expect(await errorOf(recordingOf(['meta', meta], ['evts', event]))).toMatchObject({ message: expect.stringContaining('events that make no sense') });
    const elsewhere = events(1);
    elsewhere[20] = 9; // there is one place
    expect(await errorOf(recordingOf(['meta', meta], ['evts', elsewhere]))).toMatchObject({ message: expect.stringContaining('events that make no sense') });
    // Nowhere is a place.
    expect(await errorOf(recordingOf(['meta', meta], ['evts', events(1).fill(0xff, 20)]))).toMatchObject({ reason: 'truncated' });
  });

  it('cannot make the reader use more memory than its limits say', async () => {
    const bomb = deflateRawSync(Buffer.alloc(8 << 20));
    const lying = sealed(encodeBlockHeader('meta', bomb.length, 100), bomb);
    expect(await errorOf(Buffer.concat([sealed(encodeHeader()), lying]))).toMatchObject({ reason: 'damaged' });
    expect(await errorOf(good, { ...LIMITS, rawBytes: 100 })).toMatchObject({ message: expect.stringContaining('claims to be larger') });
    expect(await errorOf(good, { ...LIMITS, fileBytes: 100 })).toMatchObject({ reason: 'too-large' });
  });

  it('may hold blocks that a later minor version added', async () => {
    await writeFile(file, recordingOf(['meta', meta], ['newb', { text: 'new' }], ['srcs', sources], ['rslt', result], end(4)));
    const recording = await openRecording(file);
    expect(recording.sources).toEqual(sources);
    await recording.close();
  });
});
