import { expect, it } from 'vitest';
import { besidePointer } from '../../../../../renderer/timeline/view/besidePointer.ts';

const window = { width: 1000, height: 700 };
const tip = { width: 300, height: 150 };

it.each([
  ['to the right and below', { x: 100, y: 100 }, { left: 112, top: 114 }],
  ['to the left at the right edge', { x: 900, y: 100 }, { left: 592, top: 114 }],
  ['above at the lower edge', { x: 100, y: 690 }, { left: 112, top: 532 }],
])('%s', (_, pointer, place) => {
  expect(besidePointer(pointer, tip, window)).toEqual(place);
});

it('begins in the window where it fits on neither side', () => {
  expect(besidePointer({ x: 200, y: 100 }, tip, { width: 400, height: 200 })).toEqual({ left: 8, top: 8 });
});
