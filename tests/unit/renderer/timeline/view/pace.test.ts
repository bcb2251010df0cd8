import { describe, expect, it } from 'vitest';
import { Pace } from '../../../../../renderer/timeline/view/pace.ts';

/** Stretches so long, one after the other. */
function paced(...spans: number[]): Pace {
  const pace = new Pace();
  spans.forEach((span, i) => pace.add({ start: i * 1000, end: i * 1000 + span }));
  return pace;
}

describe('what is seen while following', () => {
  it('is a usual stretch and a little beside it, however long single ones are', () => {
    expect(paced(8, 8, 900, 8, 8).span(1000)).toBe(10);
    expect(paced(900).span(10)).toBe(1125);
  });

  it('stays while it is about right', () => {
    for (const seen of [6.3, 10, 15.9]) expect(paced(8, 8, 8).span(seen)).toBeNull();
    for (const seen of [6.2, 16.1]) expect(paced(8, 8, 8).span(seen)).toBe(10);
  });

  it('goes by the newest, each once', () => {
    const pace = paced(...Array<number>(15).fill(100), ...Array<number>(8).fill(4));
    expect(pace.span(125)).toBe(5);
    const again = paced(100, 100, 100);
    for (let i = 0; i < 9; i++) again.add({ start: 9000, end: 9004 });
    expect(again.span(1000)).toBe(125);
  });

  it('is nothing in particular where threads are not paused', () => {
    expect(new Pace().span(100)).toBeNull();
  });
});
