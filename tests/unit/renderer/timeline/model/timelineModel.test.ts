import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createTimelineModel } from '../../../../../renderer/timeline/model/timelineModel.ts';
import { rangeStatistics } from '../../../../../renderer/timeline/model/statistics.ts';
import { EVENT_BYTES } from '../../../../../shared/trace/events.ts';
import { chunk, type EventName, modelOf, newModel, rowsOf, type TraceEvent } from '../trace.ts';

describe('taking chunks', () => {
  it('gives the same however the events are cut into chunks', () => {
    const names: EventName[] = ['fault:begin', 'fault:end', 'rcu:begin', 'rcu:end', 'vma_lock.read:begin', 'vma_lock.read:end', 'retry'];
    const events = fc.array(fc.tuple(fc.nat(50), fc.constantFrom(...names), fc.nat(3), fc.nat(3), fc.nat(1)), { maxLength: 60 });
    fc.assert(
      fc.property(events, fc.nat(60), (parts, cut) => {
        let time = 0;
        const all = parts.map(([pause, ...rest]): TraceEvent => [(time += pause), ...rest]);
        const model = newModel();
        model.append(chunk(...all.slice(0, cut)));
        model.append(chunk(...all.slice(cut)));
        expect(rowsOf(model)).toEqual(rowsOf(modelOf(...all)));
        expect(model.events).toBe(all.length);
        expect(model.malformed).toBe(0);
      }),
    );
  });

  it('takes buffers and views, wherever these begin', () => {
    const bytes = chunk([1, 'fault:begin'], [2, 'fault:end']);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    for (const given of [bytes, bytes.buffer as ArrayBuffer, shifted.subarray(3)]) {
      const model = newModel();
      model.append(given);
      expect(rowsOf(model)).toEqual({ '0/operation/0': ['fault 1-2'] });
    }
  });

  it('refuses what is no whole number of events', () => {
    expect(() => newModel().append(new Uint8Array(EVENT_BYTES + 1))).toThrow(/25 bytes is no whole number of 24-byte events/);
  });

  it('counts events that cannot be, and goes on', () => {
    const bytes = chunk([1, 'fault:begin'], [2, 'fault:end', 0, 0, 9], [NaN, 'fault:end'], [-1, 'fault:end'], [5, 'fault:end']);
    new DataView(bytes.buffer).setUint16(8, 999, true);
    const model = newModel();
    model.append(bytes);
    expect(model.malformed).toBe(4);
    expect(rowsOf(model)).toEqual({ '0/operation/0': ['fault ?0-5'] });
  });

  it('tells its listeners, until they stop listening', () => {
    const model = newModel();
    const heard = vi.fn();
    const stop = model.onChange(heard);
    model.append(chunk([1, 'retry']));
    model.advance(5);
    model.advance(4);
    expect([heard.mock.calls.length, model.now]).toEqual([2, 5]);
    stop();
    model.advance(9);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('refuses limits that tables cannot have', () => {
    expect(() => createTimelineModel({ threads: [], events: [], sites: [] }, { chunkRows: 100 })).toThrow(RangeError);
  });
});

describe('a session without end', () => {
  const limits = { detailBytes: 24_000, summaryBytes: 24_000, chunkRows: 16 };
  const faults = 60_000;

  function longSession() {
    const model = newModel(limits);
    let most = 0;
    for (let i = 0; i < faults; i += 100) {
      const events = Array.from({ length: 100 }, (_, n): TraceEvent[] => [[(i + n) * 10, 'fault:begin'], [(i + n) * 10 + 4, 'fault:end']]);
      model.append(chunk(...events.flat()));
      most = Math.max(most, bytesOf(model));
    }
    return { model, most };
  }

  function bytesOf(model: ReturnType<typeof newModel>): number {
    return model.rows().reduce((sum, { pyramid }) => sum + pyramid.slices.bytes + pyramid.levels.reduce((all, level) => all + level.bytes, 0), 0);
  }

  it('stays within its limits', () => {
    const { most } = longSession();
    // Each level may keep the chunk that it is filling: 16 rows of 16 + 2 * 12 bytes.
    expect(most).toBeLessThanOrEqual(limits.detailBytes + limits.summaryBytes + 8 * 16 * 40);
  });

  it('still knows how much happened, exactly, long after the slices are forgotten', () => {
    const { pyramid, kind } = longSession().model.rows()[0]!;
    expect(pyramid.slices.first).toBeGreaterThan(faults / 2);
    expect(pyramid.levels[0]!.first).toBeGreaterThan(0);
    const { slices, busy } = rangeStatistics(pyramid, 0, Infinity);
    const fault = kind.categories.findIndex(({ name }) => name === 'fault');
    expect([slices[fault], busy[fault]]).toEqual([faults, faults * 4]);
  });

  it('forgets in all rows equally far back', () => {
    const model = newModel(limits);
    for (let i = 0; i < 20_000; i += 100) {
      const events = Array.from({ length: 100 }, (_, n): TraceEvent[] => {
        const time = (i + n) * 10;
        const often: TraceEvent[] = [[time, 'fault:begin'], [time + 4, 'fault:end']];
        return n % 5 === 0 ? [...often, [time + 5, 'rcu:begin'], [time + 6, 'rcu:end']] : often;
      });
      model.append(chunk(...events.flat()));
    }
    const [often, seldom] = model.rows().map(({ pyramid }) => pyramid.slices.chunk(pyramid.slices.first).start[0]!);
    // A chunk of the rarer row lasts 16 * 50 ns.
    expect(Math.abs(often! - seldom!)).toBeLessThanOrEqual(2 * 16 * 50);
  });
});
