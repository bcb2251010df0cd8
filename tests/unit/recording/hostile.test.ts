/** Recordings made to do harm, with right checksums: each is refused with a clear error, or read as the data that it is. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openExploration } from '../../../electron/recordings/exploration';
import { looksLikeItf, readItf } from '../../../electron/recordings/itf';
import { recordingKind } from '../../../electron/recordings/kind';
import { openRecording } from '../../../electron/recordings/reader';
import { openSessionFile } from '../../../electron/recordings/open-session-file';
import { RecordingError } from '../../../electron/recordings/recording-error';
import { encodeBlockHeader, encodeHeader, LIMITS } from '../../../shared/recording/format';
import { recordingOf, sealed, type Block } from './blocks';
import { explorationMeta, verdict } from './exploration-sample';
import { events, meta, result, sample, sources } from './sample';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-hostile-'));
  file = path.join(folder, 'x.faultline');
});

/** What the readers make of these bytes: an error each, or null where one could read it. Nothing else may be thrown. */
async function read(bytes: Uint8Array): Promise<(RecordingError | null)[]> {
  await writeFile(file, bytes);
  const open = [
    async () => {
      const recording = await openRecording(file);
      for await (const chunk of recording.events()) if (chunk.length % 24 !== 0) throw new Error('half an event');
      for await (const { time } of recording.samples()) if (typeof time !== 'number') throw new Error('no sample');
      await recording.close();
    },
    async () => void (await openExploration(file)),
    async () => {
      const session = await openSessionFile(file);
      try {
        for (let block = 0; block < session.index.events.count.length; block++) await session.events(block, 1);
        await session.momentAt(0);
        await session.thinned(-1, 0);
      } finally {
        await session.close();
      }
    },
  ];
  const errors = await Promise.all(open.map((each) => each().then(() => null, (error: unknown) => error)));
  expect(await readdir(folder)).toEqual(['x.faultline']);
  for (const error of errors) if (error !== null && !(error instanceof RecordingError && error.message.length > 10 && error.message.length < 2000)) throw error;
  return errors as (RecordingError | null)[];
}

const session = (over: Partial<Record<'meta' | 'srcs' | 'smpl' | 'rslt', unknown>> = {}): Block[] => [
  ['meta', over.meta ?? meta], ['srcs', over.srcs ?? sources], ['evts', events(2)], ['smpl', over.smpl ?? [sample(1)]], ['rslt', over.rslt ?? result], ['end ', { blocks: 5, events: 2, samples: 1, index: null }],
];
const exploration = (over: Partial<Record<'expl' | 'srcs' | 'vrdt', unknown>> = {}): Block[] => [
  ['expl', over.expl ?? explorationMeta], ['srcs', over.srcs ?? sources], ['vrdt', over.vrdt ?? verdict], ['end ', { blocks: 3, events: 0, samples: 0, index: null }],
];

describe('a hostile recording', () => {
  it('is read where it is none', async () => {
    expect((await read(recordingOf(...session())))[0]).toBeNull();
    expect((await read(recordingOf(...exploration())))[1]).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is refused where it is a pipe into which nobody writes', async () => {
    const pipe = path.join(await mkdtemp(path.join(tmpdir(), 'faultline-pipe-')), 'x.faultline');
    execFileSync('mkfifo', [pipe]);
    for (const open of [openRecording, openExploration, openSessionFile, recordingKind]) await expect(open(pipe)).rejects.toMatchObject({ reason: 'foreign', message: 'it is not a file' });
    expect(await looksLikeItf(pipe)).toBe(false);
  });

  it('cannot reach into objects of the program', async () => {
    const polluted = (value: object): string => JSON.stringify(value).replace(/^\{/, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},');
    await read(recordingOf(...session({ meta: polluted(meta), rslt: polluted(result) })));
    await read(recordingOf(...exploration({ expl: polluted(explorationMeta), vrdt: polluted(verdict) })));
    const config = '{"__proto__":true,"constructor":1,"hasOwnProperty":2}';
    await read(recordingOf(...exploration({ expl: JSON.stringify(explorationMeta).replace(/"config":\{[^}]*\}/, `"config":${config}`) })));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('cannot make work for millions of threads', async () => {
    const threads = Array.from({ length: 300_000 }, (_, index) => ({ index, name: 't', kind: 'thread' }));
    expect((await read(recordingOf(...session({ meta: { ...meta, session: { ...meta.session, threads } } }))))[0]).toMatchObject({ reason: 'damaged', message: expect.stringContaining('more threads') });
    const violation = { ...found, threads: Array(300).fill('t') };
    expect((await read(recordingOf(...exploration({ vrdt: { ...verdict, outcome: 'violated', violation } }))))[1]).toMatchObject({ reason: 'damaged', message: expect.stringContaining('threads') });
  });

  it('cannot name threads, steps or places that it does not have', async () => {
    const numbered = { ...meta, session: { ...meta.session, threads: [{ index: 7, name: 'x', kind: 'thread' }] } };
    expect((await read(recordingOf(...session({ meta: numbered }))))[0]).toMatchObject({ message: expect.stringContaining('not numbered') });
    for (const step of [{ thread: 9 }, { site: 5 }, { after: [3] }, { enabled: [8] }, { blocked: [{ thread: 0, on: 'x', by: [70] }] }]) {
      const violation = { ...found, steps: [{ ...found.steps[0], ...step }] };
      expect((await read(recordingOf(...exploration({ vrdt: { ...verdict, outcome: 'violated', violation } }))))[1]).toMatchObject({ reason: 'damaged', message: expect.stringContaining('does not have') });
    }
    expect((await read(recordingOf(...exploration({ vrdt: { ...verdict, outcome: 'violated', violation: found } }))))[1]).toBeNull();
  });

  it('is only data where it names files', async () => {
    const outside = [{ path: '../../../../etc/passwd', text: 'x' }, { path: '/tmp/evil', text: 'y' }];
    expect((await read(recordingOf(...session({ srcs: outside }))))[0]).toBeNull();
    expect((await openRecording(file).then(async (recording) => (await recording.close(), recording.sources)))).toEqual(outside);
  });

  it('is refused where it unpacks to more than it says, or than is allowed', async () => {
    const bomb = deflateRawSync(Buffer.alloc(LIMITS.rawBytes + 1));
    for (const says of [100, LIMITS.rawBytes, LIMITS.rawBytes + 1]) {
      const bytes = Buffer.concat([sealed(encodeHeader()), sealed(encodeBlockHeader('meta', bomb.length, says), bomb)]);
      expect((await read(bytes)).map((error) => error?.reason)).toEqual(['damaged', 'damaged', 'damaged']);
    }
    const claims = Buffer.concat([sealed(encodeHeader()), sealed(encodeBlockHeader('meta', 2 ** 32 - 1, 10))]);
    expect((await read(claims)).map((error) => error?.reason)).toEqual(['damaged', 'damaged', 'damaged']);
  });

  it('is refused however deep it nests', async () => {
    for (const depth of [2000, 200_000]) {
      const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const type = `${'{"kind":"array","length":1,"element":'.repeat(depth)}{"kind":"int"}${'}'.repeat(depth)}`;
      const structs = JSON.stringify(meta).replace('"type":{"kind":"int"}', () => `"type":${type}`);
      for (const bytes of [recordingOf(...session({ meta: deep })), recordingOf(...session({ meta: structs })), recordingOf(...exploration({ vrdt: deep }))]) await read(bytes);
    }
  });

  it('is refused, or read, whatever JSON its blocks hold', async () => {
    const types = ['meta', 'srcs', 'evts', 'smpl', 'rslt', 'expl', 'vrdt', 'note', 'ovrv', 'indx', 'end ', 'what'];
    const block = fc.tuple(fc.constantFrom(...types), fc.oneof(fc.json(), fc.uint8Array({ maxLength: 100 })));
    await fc.assert(fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => void (await read(recordingOf(...blocks)))), { numRuns: 150 });
  });

  it('is refused, or read, whatever one of its values is', async () => {
    const wholes: [() => Block[], string[]][] = [[session, ['meta', 'smpl', 'rslt']], [exploration, ['expl', 'vrdt']]];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wholes), fc.nat(), fc.nat(10_000), fc.jsonValue(), async ([whole, types], which, at, value) => {
        const blocks = whole();
        const block = blocks.find(([type]) => type === types[which % types.length])!;
        block[1] = replaced(JSON.parse(JSON.stringify(block[1], (_key, each: unknown) => (each instanceof Uint32Array ? [...each] : each))), at, value);
        await read(recordingOf(...blocks));
      }),
      { numRuns: 200 },
    );
  });

  it('is refused, or read, whatever was cut out of it', async () => {
    const good = recordingOf(...session());
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }), async (at, length, other) => void (await read(Buffer.concat([good.subarray(0, at), other, good.subarray(at + length)])))),
      { numRuns: 150 },
    );
  });
});

describe('a hostile trace', () => {
  it('is refused with a clear error', async () => {
    for (const text of ['{', '{}', '{"#meta":{"faultline":{}},"states":[]}', `{"#meta":${'['.repeat(50_000)}`, '{"__proto__":{"polluted":1},"states":[{}]}', `{"states":[${'{},'.repeat(1000)}{}]}`]) {
      await writeFile(file, text);
      expect(await looksLikeItf(file)).toBe(true);
      await expect(readItf(file)).rejects.toBeInstanceOf(RecordingError);
    }
    await expect(readItf(file, 10)).rejects.toMatchObject({ reason: 'too-large' });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

const found = {
  kind: 'deadlock', property: null, message: 'm', stack: [], threads: ['a', 'b'], token: null, shortest: true, cycle: null, passing: null,
  sites: [{ file: 'k.ts', start: 0, end: 1, line: 1, column: 1, fn: 'f', caller: -1 }],
  steps: [{ thread: 0, choice: 0, name: 'a', site: 0, access: null, text: 'goes on', enabled: [0], blocked: [], after: [] }],
};

/** The same JSON with another value at its `at`th place. */
function replaced(json: unknown, at: number, value: unknown): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    for (const key of Object.keys(each)) {
      places.push([each as Record<string, unknown>, key]);
      walk((each as Record<string, unknown>)[key]);
    }
  };
  walk(json);
  const [parent, key] = places[at % places.length]!;
  parent[key] = value;
  return json;
}
