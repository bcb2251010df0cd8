import { describe, expect, it } from 'vitest';
import { laneAt, layoutOf, rowAt } from '../../../../../renderer/timeline/view/layout.ts';
import { chunk, modelOf } from '../trace.ts';

describe('lanes', () => {
  const model = modelOf([1, 'retry'], [2, 'rcu:begin'], [3, 'fault:begin'], [4, 'vma_lock.read:begin', 1], [5, 'vma_lock.read:begin', 2]);
  const layout = layoutOf(model.lanes);

  it('stand under each other, each with its rows in the order of the vocabulary', () => {
    expect(layout.lanes.map(({ top, rows }) => [top, rows.map(({ row }) => row.id)])).toEqual([
      [0, ['0/operation/0', '0/vma_lock/0', '0/vma_lock/1', '0/rcu/0', '0/events/0']],
      [layout.lanes[0]!.height, []],
    ]);
    expect(layout.height).toBe(layout.lanes[0]!.height + layout.lanes[1]!.height);
  });

  it('have rows that lie within them and do not overlap', () => {
    const { rows, height } = layout.lanes[0]!;
    let bottom = 0;
    for (const row of rows) {
      expect(row.top).toBeGreaterThan(bottom);
      bottom = row.top + row.height;
    }
    expect(bottom).toBeLessThan(height);
  });

  it('are found by their height', () => {
    const { rows, height } = layout.lanes[0]!;
    for (const placed of rows) expect(rowAt(layout, placed.top + 1)).toBe(placed);
    expect(rowAt(layout, 1)).toBeUndefined();
    expect(laneAt(layout, 1)?.lane.thread.name).toBe('t0');
    expect(laneAt(layout, height)?.lane.thread.name).toBe('t1');
    expect(laneAt(layout, layout.height)).toBeUndefined();
  });

  it('grow when a thread does something new', () => {
    model.append(chunk([9, 'fault:begin', 0, 0, 1]));
    expect(layoutOf(model.lanes).lanes[1]!.rows).toHaveLength(1);
  });
});
