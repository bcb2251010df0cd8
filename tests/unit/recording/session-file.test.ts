/** A recording of which only what is looked at is read: by its index, or, where it has none, after it was gone through. */
import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSessionFile } from '../../../electron/recordings/open-session-file';
import type { SessionFile } from '../../../electron/recordings/session-file';
import { decodeOverview, encodeOverview } from '../../../shared/recording/overview/bytes';
import { OverviewBuilder } from '../../../shared/recording/overview/overview';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../shared/trace/events';
import { readEvents } from '../../../shared/trace/read-events';
import { ThreadSlices } from '../../../shared/trace/slices';
import { vocabularyOf } from '../../../shared/trace/vocabulary';
import { type Block, blockOf, recordingOf } from './blocks';
import { events, freshPath, meta, result, sample, sources, writeSample } from './sample';

async function opened<T>(file: string, look: (session: SessionFile) => Promise<T> | T): Promise<T> {
  const session = await openSessionFile(file);
  try {
    return await look(session);
  } finally {
    await session.close();
  }
}

/** Apart from what else is in their buffers. */
function copied(parts: { open: Uint8Array; events: Uint8Array }): { open: Uint8Array; events: Uint8Array } {
  return { open: Uint8Array.from(parts.open), events: Uint8Array.from(parts.events) };
}

/** The same recording without index and overview, as it was written before there were any. */
function withoutIndex(chunks: Uint8Array[], samples: number): Buffer {
  const count = chunks.reduce((sum, { length }) => sum + length / EVENT_BYTES, 0);
  const blocks: Block[] = [
    ['meta', meta], ['srcs', sources], ...chunks.map((chunk): Block => ['evts', chunk]),
    ['smpl', Array.from({ length: samples }, (_, i) => sample(i))], ['rslt', result],
  ];
  return recordingOf(...blocks, ['end ', { blocks: blocks.length, events: count, samples, index: null }]);
}

describe('a recording with an index', () => {
  it('shows what one without shows, once that was gone through', async () => {
    const [file, older] = [await freshPath(), await freshPath()];
    const all = events(301);
    const chunks = [0, 100, 200].map((at) => all.subarray(at * EVENT_BYTES, (at + 100 + Number(at === 200)) * EVENT_BYTES));
    await writeSample(file, chunks, 15);
    await writeFile(older, withoutIndex(chunks, 15));
    const seen = await Promise.all([file, older].map((each) => opened(each, async (session) => {
      const { from, to, count } = session.index.events;
      return { contents: session.contents, overview: Uint8Array.from(session.takeOverview()!), from, to, count, one: copied(await session.events(1, 1)), rest: copied(await session.events(1, 9)), at: (await session.momentAt(7.5))!.sample, thin: await session.thinned(2, 3) };
    })));
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({ count: [100, 100, 101], from: [0, 150, 300], to: [148.5, 298.5, 450], at: sample(7), contents: { meta, sources, result } });
    expect(Buffer.compare(seen[0]!.rest.events, all.subarray(100 * EVENT_BYTES))).toBe(0);
    expect(seen[0]!.thin.samples.map(({ time, snapshot }) => [time, snapshot])).toEqual([[3, []], [7, []], [11, []]]);
  });

  it('says what was going on where a block begins', async () => {
    const file = await freshPath();
    await writeSample(file, [events(3), events(1)], 1);
    const open: [number, number][] = [];
    await opened(file, async (session) => readEvents((await session.events(1, 1)).open, (time, event, _thread, a) => open.push([time, a === 2 && event === 0 ? 1 : 0])));
    // The third event is a beginning, at 3 ns.
    expect(open).toEqual([[3, 1]]);
  });

  it('says what each thread was in the middle of at a moment, where all was traced', async () => {
    const file = await freshPath();
    const at = (time: number, dropped = 0) => ({ ...sample(time), threads: sample(time).threads.map((thread) => ({ ...thread, dropped })) });
    // Thread 1 begins a fault each 3 ns, about 1, 2, 3, …, and ends it 1.5 ns later.
    const faults = events(9);
    const view = new DataView(faults.buffer);
    for (let i = 0; i < 9; i++) view.setUint32(i * EVENT_BYTES + EVENT_OFFSET.a, Math.floor(i / 2) + 1, true);
    await writeSample(file, [faults.subarray(0, 3 * EVENT_BYTES), faults.subarray(3 * EVENT_BYTES)], [at(2), at(4), at(8), at(10), at(11, 1)]);
    await opened(file, async (session) => {
      const traced = async (time: number) => (await session.momentAt(time))!.traced;
      const nothing = { open: [], faults: [] };
      expect(await traced(2)).toEqual([nothing, { open: [], faults: [] }]);
      expect(await traced(4)).toEqual([nothing, { open: [{ category: 'fault', object: 2 }], faults: [2] }]);
      expect(await traced(9)).toEqual([nothing, { open: [], faults: [3] }]);
      expect(await traced(10)).toEqual([nothing, { open: [{ category: 'fault', object: 4 }], faults: [4] }]);
      expect(await traced(12)).toBeNull();
    });
  });

  it('is opened without its events being read', async () => {
    const file = await freshPath();
    await writeSample(file, [events(50), events(50)], 1);
    const bytes = await readFile(file);
    const second = await opened(file, ({ index }) => index.events.offset[1]!);
    bytes[second + 20]! ^= 1;
    await writeFile(file, bytes);
    await opened(file, async (session) => {
      expect((await session.events(0, 1)).events.length).toBe(50 * EVENT_BYTES);
      await expect(session.events(1, 1)).rejects.toMatchObject({ reason: 'damaged' });
    });
  });

  it('is refused where the index lies', async () => {
    const file = await freshPath();
    const timed = { offset: [] as number[], count: [] as number[], from: [] as number[], to: [] as number[] };
    const start: Block[] = [['meta', meta], ['srcs', sources], ['evts', events(2)], ['rslt', result]];
    const offsets = start.map((_, i) => recordingOf(...start.slice(0, i)).length);
    const right = { result: offsets[3]!, notes: null, overview: null, events: { offset: [offsets[2]!], count: [2], from: [0], to: [1.5], open: [''] }, samples: timed };
    const at = recordingOf(...start).length;
    const lies: [object, object?][] = [
      [{ ...right, result: offsets[2]! }], [{ ...right, result: 7 }], [{ ...right, notes: offsets[1]! }], [{ ...right, overview: offsets[0]! }],
      [{ ...right, events: { ...right.events, count: [3] } }], [{ ...right, events: { ...right.events, open: [] } }], [right, { events: 3 }], [right, { index: offsets[1]! }], [{}],
    ];
    for (const [index, end = {}] of lies) {
      await writeFile(file, Buffer.concat([recordingOf(...start), blockOf(['indx', index]), blockOf(['end ', { blocks: 5, events: 2, samples: 0, index: at, ...end }])]));
      await expect(openSessionFile(file)).rejects.toMatchObject({ name: 'RecordingError' });
    }
    const of = async (index: object): Promise<SessionFile> => {
      await writeFile(file, Buffer.concat([recordingOf(...start), blockOf(['ovrv', encodeOverview([], vocabularyOf([]))]), blockOf(['indx', { ...right, overview: at, ...index }]), blockOf(['end ', { blocks: 6, events: 2, samples: 0, index: at + blockOf(['ovrv', encodeOverview([], vocabularyOf([]))]).length }])]));
      return openSessionFile(file);
    };
    for (const events of [{ ...right.events, offset: [offsets[3]!] }, { ...right.events, offset: [offsets[2]! + 1] }, { ...right.events, open: ['AAAA'] }]) {
      const session = await of({ events });
      await expect(session.events(0, 1)).rejects.toMatchObject({ name: 'RecordingError' });
      await session.close();
    }
  });
});

describe('an overview', () => {
  const names = ['fault:begin', 'fault:end', 'rcu:begin', 'rcu:end', 'wake', 'x.held:begin', 'x.held:end'];

  it('sums up all slices, however often it is halved, and survives its bytes', () => {
    const event = fc.tuple(fc.nat(5), fc.nat(names.length - 1), fc.nat(1), fc.nat(2));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.constantFrom(1, 40, 400), (pattern, times) => {
        // So little memory that a row may have 16 nodes.
        const builder = new OverviewBuilder(2, names, 1);
        const sums = new Map<string, number>();
        const plain = [0, 1].map((thread) => new ThreadSlices(builder.vocabulary, {
          slice: (row, depth, category, start, end) => add(sums, `${thread} ${row} ${depth} ${category}`, end - start),
          instant: (row, category) => add(sums, `${thread} ${row} 0 ${category}`, 0),
        }));
        let now = 0;
        for (let i = 0; i < times; i++) {
          for (const [after, name, thread, a] of pattern) {
            now += after;
            builder.event(now, name, thread, a, 0, 0);
            plain[thread]!.event(now, name, a, 0, 0);
          }
        }
        builder.end(now);
        plain.forEach((each) => each.end(now));
        const rows = builder.whole();
        const found = new Map<string, number>();
        for (const { thread, row, depth, categories, count, slices, busy } of rows) {
          for (let i = 0; i < count * categories; i++) if (slices[i]! > 0) add(found, `${thread} ${row} ${depth} ${i % categories}`, busy[i]!, slices[i]!);
        }
        expect(found).toEqual(sums);
        expect(Math.max(0, ...rows.map(({ count }) => count))).toBeLessThanOrEqual(16);
        expect(decodeOverview(new Uint8Array(encodeOverview(rows, builder.vocabulary)), builder.vocabulary, 2)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('is not used where it is of other words, or broken', () => {
    const builder = new OverviewBuilder(1, names);
    readEvents(events(200), (time, event, _thread, a) => builder.event(time, event, 0, a, 0, 0));
    const bytes = new Uint8Array(encodeOverview(builder.whole(), builder.vocabulary));
    expect(decodeOverview(bytes, builder.vocabulary, 1)).not.toBeNull();
    expect(decodeOverview(bytes, vocabularyOf(['mmap:begin', 'mmap:end']), 1)).toBeNull();
    expect(decodeOverview(bytes, builder.vocabulary, 0)).toBeNull();
    fc.assert(fc.property(fc.nat(bytes.length), (length) => length === bytes.length || decodeOverview(bytes.slice(0, length), builder.vocabulary, 1) === null));
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
      const changed = bytes.slice();
      changed[at] = value;
      decodeOverview(changed, builder.vocabulary, 1);
    }));
  });
});

function add(sums: Map<string, number>, key: string, busy: number, slices = 1): void {
  sums.set(`${key} slices`, (sums.get(`${key} slices`) ?? 0) + slices);
  sums.set(`${key} busy`, (sums.get(`${key} busy`) ?? 0) + busy);
}
