import { expect, it } from 'vitest';
import { labelSpace } from '../../../../renderer/charts/labelSpace.ts';

/** The least round number that takes so much room, as uPlot has it. */
const step = (range: number, length: number): number =>
  [1, 10, 100, 1e3, 1e4, 1e5].flatMap((power) => [1, 2, 2.5, 5].map((digit) => digit * power)).find((round) => (round / range) * length >= labelSpace(length))!;

it.each([24, 38, 41, 60, 200])('an axis %d pixels long has a label beside its zero', (length) => {
  for (let range = 2; range < 2e5; range *= 1.07) expect(step(range, length)).toBeLessThanOrEqual(range);
});
