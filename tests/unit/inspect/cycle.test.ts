import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleOf, type InTheWay } from '../../../shared/inspect/cycle.ts';

const graph = fc.array(fc.array(fc.record({ thread: fc.nat(6), sure: fc.boolean() }), { maxLength: 3 }), { maxLength: 7 }).map((lists) => new Map<number, InTheWay[]>(lists.entries()));
type Graph = ReadonlyMap<number, readonly InTheWay[]>;

/** Whether some cycle is there: what is left when threads that wait for nobody left are taken away, again and again. */
function hasCycle(waits: Graph, sureOnly: boolean): boolean {
  const left = new Set(waits.keys());
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const thread of left) if (!waits.get(thread)!.some((each) => left.has(each.thread) && (each.sure || !sureOnly))) left.delete(thread);
  }
  return left.size > 0;
}

const linked = (waits: Graph, cycle: readonly number[], sureOnly: boolean): boolean =>
  cycle.every((thread, i) => waits.get(thread)!.some((each) => each.thread === cycle[(i + 1) % cycle.length] && (each.sure || !sureOnly)));

describe('a cycle of waits', () => {
  it('is found if there is one, and is one; of sure ones only, if there is such', () => {
    fc.assert(fc.property(graph, (waits) => {
      const cycle = cycleOf(waits);
      expect(cycle !== null).toBe(hasCycle(waits, false));
      if (!cycle) return;
      expect(new Set(cycle).size).toBe(cycle.length);
      expect(linked(waits, cycle, hasCycle(waits, true))).toBe(true);
    }));
  });

  it('is the shortest one', () => {
    const sure = (thread: number): InTheWay[] => [{ thread, sure: true }];
    expect(cycleOf(new Map([[1, sure(2)], [2, sure(3)], [3, [...sure(1), ...sure(4)]], [4, sure(3)]]))).toEqual([3, 4]);
    expect(cycleOf(new Map([[1, sure(1)]]))).toEqual([1]);
  });
});
