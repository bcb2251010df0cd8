import { expect, it } from 'vitest';
import { alike } from '../../../../renderer/address-space/alike.ts';

it('puts together what says the same, in the order of the first of each', () => {
  expect(alike(['b1', 'a1', 'b2', 'c1', 'b3'], ([letter]) => letter!)).toEqual([['b1', 'b2', 'b3'], ['a1'], ['c1']]);
  expect(alike([], String)).toEqual([]);
});
