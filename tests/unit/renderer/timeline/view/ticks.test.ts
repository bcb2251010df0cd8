import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime, ticks, tickStep } from '../../../../../renderer/timeline/view/ticks.ts';

describe('steps of the time axis', () => {
  it('are 1, 2 or 5 times a power of ten ns', () => {
    expect([0.2, 1, 1.1, 3, 7, 10, 11, 499, 2_000_001].map(tickStep)).toEqual([1, 1, 2, 5, 10, 10, 20, 500, 5_000_000]);
  });

  it('are no closer than asked for, and no more than 2.5 times as far', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), (atLeast) => {
        const step = tickStep(atLeast);
        expect(step).toBeGreaterThanOrEqual(atLeast);
        expect(step).toBeLessThanOrEqual(atLeast * 2.5 * 1.0001);
      }),
    );
  });
});

describe('marks of the time axis', () => {
  const labels = (from: number, to: number, spacing: number): string[] => ticks(from, to, spacing).map(({ label }) => label);

  it('are written in the unit that fits, with the digits that tell them apart', () => {
    expect(labels(0, 400, 90)).toEqual(['0 ns', '100 ns', '200 ns', '300 ns', '400 ns']);
    expect(labels(1.9e6, 3.1e6, 0.4e6)).toEqual(['2.0 ms', '2.5 ms', '3.0 ms']);
    expect(labels(9.8e9, 12.2e9, 0.9e9)).toEqual(['10 s', '11 s', '12 s']);
  });

  it('group long fractions by three', () => {
    expect(labels(1_234_567_000, 1_234_567_210, 80)).toEqual(['1.234\u2009567\u20090 s', '1.234\u2009567\u20091 s', '1.234\u2009567\u20092 s']);
  });

  it('begin no earlier than the session', () => {
    expect(labels(-500, 100, 90)).toEqual(['0 ns', '100 ns']);
  });

  it('differ from each other', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.double({ min: 1, max: 1e10, noNaN: true }), (from, spacing) => {
        const all = labels(from, from + spacing * 10, spacing);
        expect(new Set(all).size).toBe(all.length);
        expect(all.length).toBeGreaterThan(2);
      }),
    );
  });
});

it('a moment is written as exactly as asked for', () => {
  expect(formatTime(7_176_648, 1)).toBe('7.176\u2009648 ms');
  expect(formatTime(7_176_648, 1000)).toBe('7.177 ms');
  expect(formatTime(0, 1)).toBe('0 ns');
});
