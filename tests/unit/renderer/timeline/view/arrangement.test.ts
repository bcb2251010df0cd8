import { describe, expect, it } from 'vitest';
import { arranged, asTheyAre, hide, moved, showAll, togglePinned } from '../../../../../renderer/timeline/view/arrangement.ts';

const lanes = [0, 1, 2, 3].map((index) => ({ thread: { index } }));
const shown = (arrangement: typeof asTheyAre): number[] => arranged(lanes, arrangement).map(({ thread }) => thread.index);

describe('lanes', () => {
  it('stay as they are until they are arranged', () => {
    expect(shown(asTheyAre)).toEqual([0, 1, 2, 3]);
  });

  it('are hidden, and shown again', () => {
    const hidden = hide(asTheyAre, 1);
    expect(shown(hidden)).toEqual([0, 2, 3]);
    expect(shown(showAll(hidden))).toEqual([0, 1, 2, 3]);
  });

  it('move past those that are shown, and no further than the ends', () => {
    const down = moved(hide(asTheyAre, 1), lanes, 0, 1);
    expect(shown(down)).toEqual([2, 0, 3]);
    expect(shown(moved(down, lanes, 2, -1))).toEqual([2, 0, 3]);
    expect(shown(moved(down, lanes, 3, 1))).toEqual([2, 0, 3]);
  });

  it('are pinned on top, and move there among themselves', () => {
    const pinned = togglePinned(togglePinned(asTheyAre, 3), 2);
    expect(shown(pinned)).toEqual([3, 2, 0, 1]);
    expect(shown(moved(pinned, lanes, 2, -1))).toEqual([2, 3, 0, 1]);
    expect(shown(moved(pinned, lanes, 0, 1))).toEqual([3, 2, 1, 0]);
    expect(shown(togglePinned(pinned, 3))).toEqual([2, 0, 1, 3]);
  });
});
