/** What the timeline shows of a recorded session, beside what it shows of the same session when it has all of its events. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { BlockTimes } from '../../../../shared/recording/block-times.ts';
import { VERSION } from '../../../../shared/recording/format.ts';
import { IndexBuilder } from '../../../../shared/recording/index-builder.ts';
import type { OpenedSession } from '../../../../shared/ipc/recordings.ts';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../../shared/trace/events.ts';
import { type FetchEvents, RecordedTrace } from '../../../../renderer/recordings/recordedTrace.ts';
import { rangeStatistics } from '../../../../renderer/timeline/model/statistics.ts';
import { createTimelineModel, type TimelineModel } from '../../../../renderer/timeline/model/timelineModel.ts';
import { meta as recordingMeta, result, sources } from '../../recording/sample.ts';

const meta = {
  ...recordingMeta.session,
  threads: [{ index: 0, name: 'boot', kind: 'boot' as const }, { index: 1, name: 'a', kind: 'thread' as const }, { index: 2, name: 'b', kind: 'thread' as const }],
  events: ['fault:begin', 'fault:end', 'rcu:begin', 'rcu:end', 'wake'],
};

/** Two threads fault every 10 ns for 4 ns each, thread 2 half a period later; thread 1 is in one RCU section for all of it. */
function chunksOf(blocks: number, faults: number): Uint8Array[] {
  return Array.from({ length: blocks }, (_, block) => {
    const events: [number, number, number][] = block === 0 ? [[0, 2, 1]] : [];
    for (const thread of [1, 2]) {
      for (let i = block * faults; i < (block + 1) * faults; i++) events.push([i * 10 + thread * 5, 0, thread], [i * 10 + thread * 5 + 4, 1, thread]);
    }
    if (block === blocks - 1) events.push([blocks * faults * 10 + 20, 3, 1]);
    return bytesOf(events);
  });
}

function bytesOf(events: readonly [time: number, event: number, thread: number][]): Uint8Array {
  const bytes = new Uint8Array(events.length * EVENT_BYTES);
  const view = new DataView(bytes.buffer);
  events.forEach(([time, event, thread], i) => {
    view.setFloat64(i * EVENT_BYTES, time, true);
    view.setUint16(i * EVENT_BYTES + EVENT_OFFSET.event, event, true);
    view.setUint16(i * EVENT_BYTES + EVENT_OFFSET.thread, thread, true);
  });
  return bytes;
}

/** As the main process answers for a file of these blocks. */
function recorded(chunks: readonly Uint8Array[]): { opened: OpenedSession; fetch: FetchEvents } {
  const builder = new IndexBuilder(meta);
  chunks.forEach((chunk, i) => builder.addEvents(chunk, i));
  const end = 1e4;
  builder.finish(end);
  const { index, overview } = builder.whole();
  const { count, from, to, open } = index!.events;
  const opened: OpenedSession = {
    kind: 'session', recording: 1, path: '/x', name: 'x', format: VERSION, meta: { ...recordingMeta, session: meta }, sources, result: { ...result, final: { ...result.final, time: end, threads: [] } },
    notes: { notes: [], bookmarks: [] }, events: { count, from, to }, overview: new Uint8Array(overview).buffer,
  };
  const fetch: FetchEvents = ({ first, count: blocks }) =>
    Promise.resolve({ open: new Uint8Array(Buffer.from(open[first]!, 'base64')).buffer, events: new Uint8Array(Buffer.concat(chunks.slice(first, first + blocks))).buffer });
  return { opened, fetch };
}

function whole(chunks: readonly Uint8Array[]): TimelineModel {
  const model = createTimelineModel(meta);
  for (const chunk of chunks) model.append(chunk);
  return model;
}

/** What each row says of a range. */
const said = (model: TimelineModel, from: number, to: number) => model.rows().map(({ id, pyramid }) => ({ id, ...rangeStatistics(pyramid, from, to) }));

describe('a recorded trace', () => {
  const chunks = chunksOf(10, 50);
  const complete = whole(chunks);

  it('shows sums of the whole while more is seen than can be shown one by one, then the slices of what is seen', async () => {
    const { opened, fetch } = recorded(chunks);
    const trace = new RecordedTrace(opened, fetch, (error) => { throw error; }, 600);
    const { model } = trace;
    trace.look({ start: 0, end: 5000 });
    expect(model).toMatchObject({ summedUp: true, complete: true, events: 2002 });
    expect(said(model, -1, 6000)).toEqual(said(complete, -1, 6000).map((row) => ({ ...row, approximate: false })));

    trace.look({ start: 2100, end: 2300 });
    await vi.waitFor(() => expect(model.summedUp).toBe(false));
    // One of them began 2 µs before, in a block that was not fetched.
    expect(said(model, 2100, 2300)).toEqual(said(complete, 2100, 2300));
    const section = model.rows().find(({ id }) => id === '1/rcu/0')!;
    expect(section.pyramid.slices.chunk(0).start[0]).toBe(0);

    trace.look({ start: 0, end: 5000 });
    expect(model.summedUp).toBe(true);
    expect(model.rows().every(({ pyramid }) => pyramid.slices.first === pyramid.slices.count)).toBe(true);
  });

  it('drops what is fetched for who has moved on', async () => {
    const { opened, fetch } = recorded(chunks);
    const answers: (() => void)[] = [];
    const slow: FetchEvents = async (request) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return fetch(request);
    };
    const moving = new RecordedTrace(opened, slow, (error) => { throw error; }, 600);
    moving.look({ start: 2100, end: 2300 });
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    moving.look({ start: 0, end: 5000 });
    answers[0]!();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(moving.model.summedUp).toBe(true);
  });

  it('knows how much can be shown around a moment, wherever that is in what is seen', () => {
    const { opened, fetch } = recorded(chunks);
    const trace = new RecordedTrace(opened, fetch, (error) => { throw error; }, 1200);
    const all = { start: 0, end: 5000 };
    // Half of what would be around it is before the start, so that it would fit; what is seen does not.
    const span = trace.spanAround(100, all);
    expect(span).toBeLessThan(5000);
    trace.look({ start: 0, end: 100 + span / 2 });
    return vi.waitFor(() => expect(trace.model.summedUp).toBe(false));
  });

  it('says what could not be fetched', async () => {
    const { opened } = recorded(chunks);
    const failures: unknown[] = [];
    const trace = new RecordedTrace(opened, () => Promise.reject(new Error('gone')), (error) => failures.push(error), 5000);
    trace.look({ start: 0, end: 10 });
    await vi.waitFor(() => expect(failures).toEqual([new Error('gone')]));
  });
});

describe('the times of blocks', () => {
  it('find every block with events of a range, and no range is said to be covered that is not', () => {
    const block = fc.record({ from: fc.nat(100), length: fc.nat(30), count: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 12 }), fc.nat(130), fc.nat(60), fc.nat(60), (all, start, length, most) => {
        const times = new BlockTimes({ count: all.map(({ count }) => count), from: all.map(({ from }) => from), to: all.map(({ from, length: long }) => from + long) });
        const seen = { start, end: start + length };
        const range = times.within(seen);
        const overlaps = (i: number, { start: from, end: to }: typeof seen): boolean => all[i]!.from <= to && all[i]!.from + all[i]!.length >= from;
        const outside = (of: typeof range): number[] => all.map((_, i) => i).filter((i) => i < of.first || i >= of.end);
        expect(outside(range).filter((i) => overlaps(i, seen))).toEqual([]);
        const wide = times.widened(range, Math.max(most, times.eventsIn(range)));
        expect(wide.first <= range.first && wide.end >= range.end).toBe(true);
        expect(times.eventsIn(wide)).toBeLessThanOrEqual(Math.max(most, times.eventsIn(range)));
        const { start: from, end: to } = times.covered(wide);
        if (to > from) expect(outside(wide).filter((i) => overlaps(i, { start: from + 0.5, end: to - 0.5 }))).toEqual([]);
      }),
    );
  });
});
