/** What is said of all of a recording's events, beside what a timeline says that has them all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSessionFile } from '../../../electron/recordings/open-session-file';
import { Whole } from '../../../electron/recordings/whole/whole';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { RecordingSearch } from '../../../renderer/recordings/recordingSearch';
import { createTimelineModel, type TimelineModel } from '../../../renderer/timeline/model/timelineModel';
import { placeOf } from '../../../renderer/timeline/model/found';
import { contention } from '../../../renderer/timeline/model/waits';
import { rangeLines } from '../../../renderer/timeline/view/rangeSummary';
import { BlockTimes } from '../../../shared/recording/block-times';
import type { FoundEvent } from '../../../shared/recording/find';
import type { RangeLine } from '../../../shared/trace/range-lines';
import { readEvents } from '../../../shared/trace/read-events';
import { chunk, eventNames, type EventName, type TraceEvent } from '../renderer/timeline/trace';
import { freshPath, meta, result, sources } from './sample';

const session = {
  ...meta.session,
  threads: ['t0', 't1'].map((name, index) => ({ index, name, kind: 'thread' as const })),
  events: [...eventNames],
  sites: [{ file: 'kernel/fault.ts', start: 0, end: 4, line: 12, column: 3, fn: 'page_fault', caller: -1 }],
};

async function withRecording(chunks: readonly Uint8Array[], look: (whole: Whole, times: BlockTimes) => Promise<void>): Promise<void> {
  const path = await freshPath();
  const writer = await RecordingWriter.create(path);
  void writer.begin({ ...meta, session }, sources);
  for (const each of chunks) await writer.events(each);
  await writer.finish({ ...result, final: { ...result.final, threads: [] } });
  const file = await openSessionFile(path);
  try {
    await look(new Whole(file), new BlockTimes(file.index.events));
  } finally {
    await file.close();
  }
}

function modelOf(chunks: readonly Uint8Array[]): TimelineModel {
  const model = createTimelineModel(session);
  for (const each of chunks) model.append(each);
  return model;
}

/** Threads that wait, are woken and do other things. */
const rounds = fc.array(fc.record({ waits: fc.nat(3), object: fc.nat(2), long: fc.nat(4), wakes: fc.boolean(), retry: fc.boolean(), thread: fc.nat(1) }), { minLength: 1, maxLength: 40 });

/** In a block the events of a thread lie together, as a session drains them. */
function chunksOf(steps: typeof rounds extends fc.Arbitrary<infer T> ? T : never, perBlock: number): Uint8Array[] {
  const now: [number, number] = [0, 0];
  const events: TraceEvent[] = [];
  for (const { waits, object, long, wakes, retry, thread } of steps) {
    const tell = (event: EventName, a: number): void => void events.push([(now[thread as 0 | 1] += 1 + long), event, a, 0, thread]);
    tell('fault:begin', object);
    for (let i = 0; i < waits; i++) {
      tell('mmap_lock.wait:begin', object);
      tell('mmap_lock.wait:end', object);
    }
    if (wakes) tell('wake', 1 - thread);
    if (retry) tell('retry', object);
    tell('fault:end', object);
  }
  return Array.from({ length: Math.ceil(events.length / perBlock) }, (_, i) => chunk(...events.slice(i * perBlock, (i + 1) * perBlock).sort((x, y) => x[4]! - y[4]!)));
}

/** Brings it to its end. */
async function all<T extends { share: number }>(further: () => Promise<T>): Promise<T> {
  for (;;) {
    const told = await further();
    if (told.share === 1) return told;
  }
}

describe('all of a recording', () => {
  it('has the contention, and in a range the sums and medians, that a timeline has with all of its slices', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1, max: 25 }), async (steps, perBlock) => {
        const chunks = chunksOf(steps, perBlock);
        const model = modelOf(chunks);
        await withRecording(chunks, async (whole, times) => {
          const { locks } = await all(() => whole.contention(null));
          const order = (list: typeof locks): unknown => list.map((lock) => ({ ...lock, wokenBy: lock.wokenBy.toSorted((x, y) => x.count - y.count || (x.thread < y.thread ? -1 : 1)), threads: lock.threads.toSorted((x, y) => (x.thread < y.thread ? -1 : 1)) })).toSorted((x, y) => x.object - y.object);
          expect(order(locks)).toEqual(order(contention(model, 0, Infinity)));
          const everything = { start: 0, end: times.end };
          const sorted = (list: RangeLine[]): unknown => list.toSorted((x, y) => (x.thread + x.category < y.thread + y.category ? -1 : 1));
          expect(sorted((await all(() => whole.lines(everything))).lines)).toEqual(sorted(rangeLines(model, everything)));
          // In a part of it, what goes on at its end has no length yet.
          const withoutTimes = (list: RangeLine[]): unknown => sorted(list.map((line) => ({ ...line, median: null, p95: null, longest: null })));
          const range = { start: times.end * 0.3, end: times.end * 0.8 };
          const { lines } = await all(() => whole.lines(range));
          expect(withoutTimes(lines)).toEqual(withoutTimes(rangeLines(model, range)));
        });
      }),
      { numRuns: 15 },
    );
  });

  it('is searched forwards and backwards in the order of time, and counted', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1, max: 25 }), fc.constantFrom('fault', 'retry', '0x1 wait', 't1 page_fault', 'wake t0', 'nothing'), async (steps, perBlock, words) => {
        const chunks = chunksOf(steps, perBlock);
        const fits: { time: number; at: number }[] = [];
        const wanted = words.split(' ');
        let at = 0;
        for (const each of chunks) {
          readEvents(each, (time, event, thread, a, b) => {
            const [name, phase] = eventNames[event]!.split(':');
            const has = (word: string): boolean => `${name} t${thread} page_fault fault.ts`.includes(word) || (word === '0x1' && (a === 1 || b === 1));
            if (phase !== 'end' && wanted.every(has)) fits.push({ time, at });
            at++;
          });
        }
        fits.sort((x, y) => x.time - y.time || x.at - y.at);
        await withRecording(chunks, async (whole, times) => {
          const walk = async (direction: 1 | -1): Promise<FoundEvent[]> => {
            const search = new RecordingSearch(1, words, times, ({ first, count, from }) => whole.find(words, first, count, from, direction), () => {});
            const found: FoundEvent[] = [];
            for (let from = { time: direction > 0 ? -1 : Infinity, at: 0 }; ; from = found.at(-1)!) {
              const next = await search.next(from, direction);
              if (!next) break;
              found.push(next);
            }
            await search.count();
            expect(search).toMatchObject({ found: fits.length, share: 1 });
            return found;
          };
          const found = await walk(1);
          expect(found.map(({ time, at: place }) => ({ time, at: place }))).toEqual(fits);
          expect((await walk(-1)).reverse()).toEqual(found);
          // Each is a slice of a timeline that has them all.
          const model = modelOf(chunks);
          for (const each of found) expect(placeOf(model, each)).not.toBeNull();
        });
      }),
      { numRuns: 25 },
    );
  });

  it('is looked through only where it can be, and no further when it is ended', async () => {
    const chunks = Array.from({ length: 40 }, (_, i) => chunk([i * 10, i === 30 ? 'retry' : 'wake', i, 0, 0]));
    await withRecording(chunks, async (whole, times) => {
      const asked: number[] = [];
      const search = new RecordingSearch(1, 'retry', times, async (request) => {
        asked.push(request.first);
        const reply = await whole.find('retry', request.first, request.count, request.from, request.direction);
        if (asked.length === 3) search.stop();
        return reply;
      }, () => {});
      expect(await search.next({ time: -1, at: 0 }, 1)).toBeUndefined();
      expect(search).toMatchObject({ found: 0, looked: 7 });
      expect(await search.next({ time: -1, at: 0 }, 1)).toMatchObject({ time: 300 });
      // Those that were known to be empty were not asked for again.
      expect(asked).toEqual([0, 1, 3, 7, 8, 10, 14, 22]);
      expect(await search.next({ time: 300, at: 30 }, -1)).toBeNull();
      expect(search.looked).toBeLessThan(40);
      await search.count();
      expect(search).toMatchObject({ found: 1, looked: 40, share: 1 });
    });
  });

  it('is not gone through where the range has no events', async () => {
    await withRecording([chunk([0, 'wake', 1, 0, 0])], async (whole) => {
      expect(await whole.lines({ start: 5, end: 9 })).toEqual({ share: 1, lines: [] });
      expect(await whole.contention({ start: 5, end: 9 })).toMatchObject({ share: 1, locks: [] });
    });
  });
});
