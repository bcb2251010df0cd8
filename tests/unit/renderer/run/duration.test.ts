import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../../renderer/run/duration.ts';

const day = 24 * 3600_000;

describe('a duration as people type it', () => {
  it.each<[string, number | null | undefined]>([
    ['5s', 5000],
    ['5', 5000],
    [' 500 ms ', 500],
    ['1.5h', 5400_000],
    ['2 MIN', 120_000],
    ['', null],
    ['unlimited', null],
    ['0', undefined],
    ['-5s', undefined],
    ['5 parsecs', undefined],
    ['48h', undefined],
    ['1e3', undefined],
  ])('“%s” is %s ms', (text, ms) => expect(parseDuration(text, day)).toBe(ms));

  it('is written so that it reads back', () => {
    const durations = fc.option(fc.integer({ min: 1, max: day }), { nil: null });
    fc.assert(
      fc.property(durations, (ms) => {
        expect(parseDuration(formatDuration(ms), day)).toBe(ms);
      }),
    );
  });
});
