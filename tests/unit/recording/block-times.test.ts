import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockTimes } from '../../../shared/recording/block-times.ts';

/** The times of each block's events. */
const times = fc.array(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), { maxLength: 6 });
const range = fc.tuple(fc.nat(22), fc.nat(22)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

const timesOf = (blocks: readonly number[][]): BlockTimes =>
  new BlockTimes({ count: blocks.map((block) => block.length), from: blocks.map((block) => Math.min(...block)), to: blocks.map((block) => Math.max(...block)) });
const isIn = (time: number, { start, end }: { start: number; end: number }): boolean => time >= start && time <= end;

describe('the times of blocks', () => {
  it('say how many events there are, and until when', () => {
    fc.assert(fc.property(times, (blocks) => {
      const known = timesOf(blocks);
      expect([known.blocks, known.events, known.end]).toEqual([blocks.length, blocks.flat().length, Math.max(0, ...blocks.flat())]);
      for (let block = 0; block <= blocks.length; block++) {
        expect([known.eventsBefore(block), known.earliestFrom(block)]).toEqual([blocks.slice(0, block).flat().length, Math.min(Infinity, ...blocks.slice(block).flat())]);
        expect(known.latestUpTo(block - 1)).toBe(Math.max(-Infinity, ...blocks.slice(0, block).flat()));
      }
    }));
  });

  it('lead to all blocks with events of a range, and to none before or behind these', () => {
    fc.assert(fc.property(times, range, (blocks, wanted) => {
      const { first, end } = timesOf(blocks).within(wanted);
      const with_ = blocks.flatMap((block, i) => (block.some((time) => isIn(time, wanted)) ? [i] : []));
      expect(with_.filter((i) => i < first || i >= end)).toEqual([]);
      expect(end).toBeGreaterThanOrEqual(first);
      if (end === first) return;
      expect(Math.max(...blocks[first]!)).toBeGreaterThanOrEqual(wanted.start);
      expect(Math.min(...blocks[end - 1]!)).toBeLessThanOrEqual(wanted.end);
    }));
  });

  it('say of which times some blocks hold every event', () => {
    fc.assert(fc.property(times, range, (blocks, wanted) => {
      const known = timesOf(blocks);
      const some = known.within(wanted);
      const { start, end } = known.covered(some);
      const others = blocks.flatMap((block, i) => (i < some.first || i >= some.end ? block : []));
      expect(others.filter((time) => time > start && time < end)).toEqual([]);
      expect([some.first === 0, some.end === blocks.length]).toEqual([start === -Infinity, end === Infinity]);
      expect(known.eventsIn(some)).toBe(blocks.slice(some.first, some.end).flat().length);
    }));
  });

  it('take as many more on both sides as there is room for', () => {
    fc.assert(fc.property(times, range, fc.nat(12), (blocks, wanted, most) => {
      const known = timesOf(blocks);
      const some = known.within(wanted);
      const { first, end } = known.widened(some, most);
      expect([first <= some.first, end >= some.end]).toEqual([true, true]);
      expect(known.eventsIn({ first, end })).toBeLessThanOrEqual(Math.max(most, known.eventsIn(some)));
      if (first > 0) expect(known.eventsIn({ first: first - 1, end })).toBeGreaterThan(most);
      if (end < blocks.length) expect(known.eventsIn({ first, end: end + 1 })).toBeGreaterThan(most);
    }));
    const one = timesOf([[0], [1], [2], [3], [4]]);
    expect([3, 5].map((most) => one.widened({ first: 2, end: 3 }, most))).toEqual([{ first: 1, end: 4 }, { first: 0, end: 5 }]);
  });
});
