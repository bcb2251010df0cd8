import { expect, it } from 'vitest';
import { threadColour } from '../../../../renderer/explore/threadColour.ts';

it('gives the first thread after boot the first colour, and comes round after the last', () => {
  expect([1, 2, 6, 7, 0].map(threadColour)).toEqual([1, 2, 6, 1, 6].map((colour) => `var(--series-${colour})`));
});
