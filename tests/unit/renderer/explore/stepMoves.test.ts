import { describe, expect, it } from 'vitest';
import { stepMoves } from '../../../../renderer/explore/stepMoves.ts';

/** `|` before a step after a switch: `ab|c` has a switch before its third step. */
const rows = (text: string) => [...text.matchAll(/(\|?)\w/g)].map(([, bar]) => ({ switched: bar === '|' }));
const steps = rows('aaa|bb|ccccc');

describe('ways along the list of steps', () => {
  it.each([
    ['ArrowDown', 0, 1], ['ArrowUp', 5, 4], ['PageDown', 1, 11], ['PageUp', 12, 2],
    ['Home', 7, 0], ['End', 0, 9], ['.', 0, 3], ['.', 3, 5], ['.', 5, 10], [',', 9, 5], [',', 5, 3], [',', 3, -1],
  ] as const)('%s at %i goes to %i', (key, at, to) => {
    const taken = stepMoves.filter(({ keys }) => keys.includes(key));
    expect(taken.map((move) => move.to(at, steps))).toEqual([to]);
  });
});
