import { describe, expect, it } from 'vitest';
import { arrowsOf, mostArrows } from '../../../../../renderer/timeline/view/arrows.ts';
import { layoutOf } from '../../../../../renderer/timeline/view/layout.ts';
import { modelOf, type TraceEvent } from '../trace.ts';

describe('arrows', () => {
  it('lead from a wake-up to the end of the wait that it ended, or to now', () => {
    const model = modelOf(
      [10, 'mmap_lock.wait:begin', 1, 0, 0], [30, 'mmap_lock.wait:end', 1, 0, 0], [50, 'mmap_lock.wait:begin', 1, 0, 0],
      [25, 'wake', 0, 1, 1], [40, 'wake', 0, 1, 1], [60, 'wake', 0, 1, 1], [62, 'wake', 7, 1, 1],
    );
    const arrows = arrowsOf(layoutOf(model.lanes), 0, 100, 70);
    // The one at 40 finds nobody who waits, the last one nobody at all.
    expect(arrows.map(({ fromTime, toTime }) => [fromTime, toTime])).toEqual([[25, 30], [60, 70]]);
    expect(arrows[0]!.fromY).toBeGreaterThan(arrows[0]!.toY);
    expect(arrowsOf(layoutOf(model.lanes), 26, 50, 70)).toEqual([]);
  });

  it('are left out where they would be too many', () => {
    const waits = Array.from({ length: mostArrows + 1 }, (_, i): TraceEvent[] => [[i * 10, 'mmap_lock.wait:begin', 1, 0, 0], [i * 10 + 5, 'mmap_lock.wait:end', 1, 0, 0]]).flat();
    const wakes = Array.from({ length: mostArrows + 1 }, (_, i): TraceEvent => [i * 10 + 4, 'wake', 0, 1, 1]);
    const layout = layoutOf(modelOf(...waits, ...wakes).lanes);
    expect(arrowsOf(layout, 0, 1e6, 1e6)).toEqual([]);
    expect(arrowsOf(layout, 0, (mostArrows - 1) * 10 + 5, 1e6)).toHaveLength(mostArrows);
  });
});
