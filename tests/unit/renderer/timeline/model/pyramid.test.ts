import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstEndingFrom, nearestSlice } from '../../../../../renderer/timeline/model/find.ts';
import { FAN_OUT, type Pyramid } from '../../../../../renderer/timeline/model/pyramid.ts';
import { rangeStatistics } from '../../../../../renderer/timeline/model/statistics.ts';
import { walk } from '../../../../../renderer/timeline/model/walk.ts';
import { type PlainSlice, pyramidOf } from '../trace.ts';

const categoryCount = 3;

/** Slices that follow each other, some of no duration, some without a pause before them. */
const row = fc
  .array(fc.record({ pause: fc.nat(40), duration: fc.nat(30), category: fc.nat(categoryCount - 1) }), { maxLength: 700 })
  .map((parts) => {
    let time = 0;
    return parts.map(({ pause, duration, category }): PlainSlice => {
      const start = time + pause;
      time = start + duration;
      return { start, end: time, category };
    });
  });
const moment = fc.integer({ min: -50, max: 30_000 });
const range = fc.tuple(moment, moment).map(([x, y]) => ({ from: Math.min(x, y), to: Math.max(x, y) }));

function naive(slices: PlainSlice[], from: number, to: number): { slices: number[]; busy: number[] } {
  const sums = { slices: new Array<number>(categoryCount).fill(0), busy: new Array<number>(categoryCount).fill(0) };
  for (const { start, end, category } of slices) {
    const onlyTouches = start !== end && from !== to && (end === from || start === to);
    if (end < from || start > to || onlyTouches) continue;
    sums.slices[category]!++;
    sums.busy[category]! += Math.min(end, to) - Math.max(start, from);
  }
  return sums;
}

describe('levels of detail', () => {
  it('sum up exactly the slices below each node', () => {
    fc.assert(
      fc.property(row, (slices) => {
        const { levels } = pyramidOf(slices, categoryCount);
        for (const [level, nodes] of levels.entries()) {
          const span = FAN_OUT ** (level + 1);
          expect(nodes.count).toBe(Math.floor(slices.length / span));
          for (let index = 0; index < nodes.count; index++) {
            const below = slices.slice(index * span, (index + 1) * span);
            const at = nodes.at(index);
            const { start, end, slices: counts, busy } = nodes.chunk(index);
            expect([start[at], end[at]]).toEqual([below[0]!.start, below.at(-1)!.end]);
            const sums = naive(below, -Infinity, Infinity);
            expect([...counts.subarray(at * categoryCount, (at + 1) * categoryCount)]).toEqual(sums.slices);
            expect([...busy.subarray(at * categoryCount, (at + 1) * categoryCount)]).toEqual(sums.busy);
          }
        }
      }),
    );
  });

  it('are visited so that every slice of the range is met once, in order, at any fineness', () => {
    fc.assert(
      fc.property(row, range, fc.nat(2000), (slices, { from, to }, finest) => {
        let met = 0;
        let last = -Infinity;
        walk(pyramidOf(slices, categoryCount), from, to, {
          splits: (start, end) => end - start > finest || start < from || end > to,
          visitSlice(columns, at) {
            expect(columns.start[at]!).toBeGreaterThanOrEqual(last);
            last = columns.end[at]!;
            met++;
          },
          visitNode(columns, at, forgotten) {
            expect(forgotten).toBe(false);
            expect(columns.start[at]!).toBeGreaterThanOrEqual(last);
            last = columns.end[at]!;
            for (let category = 0; category < categoryCount; category++) met += columns.slices[at * categoryCount + category]!;
          },
        });
        expect(met).toBe(slices.filter(({ start, end }) => end >= from && start <= to).length);
      }),
    );
  });
});

describe('statistics of a range', () => {
  it('equal those of adding up slice by slice', () => {
    fc.assert(
      fc.property(row, range, (slices, { from, to }) => {
        expect(rangeStatistics(pyramidOf(slices, categoryCount), from, to)).toEqual({ ...naive(slices, from, to), approximate: false });
      }),
    );
  });

  it('stay exact for the whole session when the slices themselves are forgotten', () => {
    fc.assert(
      fc.property(row, (slices) => {
        const pyramid = pyramidOf(slices, categoryCount);
        forget(pyramid);
        expect(rangeStatistics(pyramid, -Infinity, Infinity)).toEqual({ ...naive(slices, -Infinity, Infinity), approximate: false });
      }),
    );
  });

  it('say that they are estimates where a range cuts through what is forgotten', () => {
    const slices = Array.from({ length: 16 }, (_, i) => ({ start: i * 100, end: i * 100 + 50, category: 0 }));
    const pyramid = pyramidOf(slices, categoryCount);
    forget(pyramid);
    const { slices: counts, approximate } = rangeStatistics(pyramid, 0, 800);
    expect(approximate).toBe(true);
    expect(counts[0]).toBeGreaterThanOrEqual(8);
    expect(counts[0]).toBeLessThanOrEqual(9);
  });
});

describe('search by time', () => {
  it('finds what a scan finds, also after forgetting', () => {
    fc.assert(
      fc.property(row, moment, fc.boolean(), (slices, time, forgets) => {
        const pyramid = pyramidOf(slices, categoryCount);
        if (forgets) forget(pyramid);
        const { first } = pyramid.slices;
        const scanned = slices.findIndex(({ end }, index) => index >= first && end >= time);
        expect(firstEndingFrom(pyramid, time)).toBe(scanned < 0 ? slices.length : scanned);
      }),
    );
  });

  it('finds the nearest slice within the tolerance', () => {
    fc.assert(
      fc.property(row, moment, fc.nat(60), (slices, time, tolerance) => {
        const distances = slices.map(({ start, end }) => Math.max(start - time, time - end, 0));
        const least = Math.min(...distances);
        const found = nearestSlice(pyramidOf(slices, categoryCount), time, tolerance);
        if (least > tolerance) expect(found).toBe(-1);
        else expect(distances[found]).toBe(least);
      }),
    );
  });
});

function forget({ slices }: Pyramid): void {
  while (slices.hasFullChunk) slices.forgetOldestChunk();
}
