import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Keyframes } from '../../../../electron/engine/player/keyframes.ts';

const state = (step: number): Int32Array => Int32Array.of(step, 0, 0, 0);

it('keeps no more than it may, and answers with the nearest that it has', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3000 }), fc.array(fc.nat(3000)), (most, length, looks) => {
    const frames = new Keyframes(state(0), most * 16);
    for (let step = 1; step <= length; step++) if (frames.wants(step)) frames.keep(step, state(step));
    expect(frames.count).toBeLessThanOrEqual(most + 1);
    for (const look of looks.filter((n) => n <= length)) {
      const { step, state: kept } = frames.before(look);
      expect(step).toBeLessThanOrEqual(look);
      expect(kept[0]).toBe(step);
      expect(look - step).toBeLessThan(Math.max(16, (4 * length) / most));
    }
  }));
});

it('forgets what comes after a step', () => {
  const frames = new Keyframes(state(0));
  for (let step = 1; step <= 64; step++) if (frames.wants(step)) frames.keep(step, state(step));
  frames.forgetAfter(40);
  expect(frames.before(64).step).toBe(32);
  expect(frames.wants(48)).toBe(true);
});
