import { describe, expect, it } from 'vitest';
import { stepFor } from '../../../../renderer/explore/stepKeys.ts';

/** `|` before a step after a switch: `ab|c` has a switch before its third step. */
const rows = (text: string) => [...text.matchAll(/(\|?)\w/g)].map(([, bar]) => ({ switched: bar === '|' }));
const steps = rows('aaa|bb|ccccc');

describe('keys in the list of steps', () => {
  it.each([
    ['ArrowDown', 0, 1], ['ArrowDown', 9, 9], ['ArrowUp', 5, 4], ['ArrowUp', 0, 0], ['PageDown', 1, 5], ['PageDown', 8, 9], ['PageUp', 2, 0],
    ['Home', 7, 0], ['End', 0, 9], ['.', 0, 3], ['.', 3, 5], ['.', 5, 9], [',', 9, 5], [',', 5, 3], [',', 3, 0],
  ] as const)('%s at %i goes to %i', (key, at, to) => {
    expect(stepFor(key, at, steps, 4)).toBe(to);
  });

  it('others are left to others', () => {
    expect(stepFor('x', 0, steps, 4)).toBeNull();
  });
});
