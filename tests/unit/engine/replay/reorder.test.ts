import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Causes } from '../../../../electron/engine/replay/causes.ts';
import { dependent, type Footprint } from '../../../../electron/engine/replay/footprint.ts';
import { fewestSwitches, switches } from '../../../../electron/engine/replay/reorder.ts';
import type { StepRun } from '../../../../electron/engine/replay/step-run.ts';

/** A made-up step: its thread, and which of four words it reads and writes. `choice` is its number, to know it again. */
const step = fc.record({
  thread: fc.integer({ min: 0, max: 2 }),
  reads: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
  writes: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 1 }),
});
type MadeUp = typeof step extends fc.Arbitrary<infer T> ? T : never;

const footprintOf = ({ reads, writes }: MadeUp): Footprint => ({ reads: new Set(reads), writes: new Set(writes), woke: [] });
const scheduleOf = (steps: readonly MadeUp[]) => steps.map(({ thread }, choice) => ({ thread, choice }));

/** Whether step `a` must stay before the later step `b`. */
function ordered(steps: readonly MadeUp[], a: number, b: number, lastStays: boolean): boolean {
  return steps[a]!.thread === steps[b]!.thread || dependent(footprintOf(steps[a]!), footprintOf(steps[b]!)) || (lastStays && b === steps.length - 1);
}

/** The fewest switches of all orders that are allowed, by trying all. */
function fewest(steps: readonly MadeUp[], lastStays: boolean): number {
  let best = Infinity;
  const visit = (left: number[], thread: number, count: number): void => {
    if (left.length === 0) best = Math.min(best, count);
    for (const i of left) {
      if (left.some((j) => j < i && ordered(steps, j, i, lastStays))) continue;
      visit(left.filter((j) => j !== i), steps[i]!.thread, count + (thread >= 0 && thread !== steps[i]!.thread ? 1 : 0));
    }
  };
  visit(steps.map((_, i) => i), -1, 0);
  return best;
}

describe('the order with the fewest switches', () => {
  it('keeps every step, and the order of those that depend on each other', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), fc.boolean(), (steps, lastStays) => {
        const order = fewestSwitches(scheduleOf(steps), steps.map(footprintOf), lastStays).map((a) => a.choice);
        expect(order.toSorted((a, b) => a - b)).toEqual(steps.map((_, i) => i));
        for (let i = 0; i < order.length; i++) {
          for (let j = i + 1; j < order.length; j++) if (order[j]! < order[i]!) expect(ordered(steps, order[j]!, order[i]!, lastStays)).toBe(false);
        }
      }),
    );
  });

  it('has no more switches than any that is allowed', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 7 }), fc.boolean(), (steps, lastStays) => {
        expect(switches(fewestSwitches(scheduleOf(steps), steps.map(footprintOf), lastStays))).toBe(fewest(steps, lastStays));
      }),
    );
  });

  it('puts a step of a woken thread after the step that woke it', () => {
    const none = { reads: new Set<number>(), writes: new Set<number>(), woke: [] };
    const schedule = [{ thread: 1, choice: 0 }, { thread: 2, choice: 0 }, { thread: 1, choice: 0 }];
    expect(switches(fewestSwitches(schedule, [none, none, none], false))).toBe(1);
    const asleep = { ...none, writes: new Set([-64]) };
    expect(fewestSwitches(schedule, [asleep, { ...asleep, woke: [1] }, none], false)).toEqual(schedule);
  });
});

describe('a schedule with too many orders to look at', () => {
  const none: Footprint = { reads: new Set(), writes: new Set(), woke: [] };
  const made = (threads: readonly number[]) => threads.map((thread, choice) => ({ thread, choice }));

  it.each([
    ['as it is too long', Array.from({ length: 1501 }, (_, i) => i % 2)],
    ['as too many threads go in any order', [0, 1, 0, ...Array.from({ length: 17 }, (_, i) => 2 + i)]],
  ])('is left as it is: %s', (_, threads) => {
    const schedule = made(threads);
    expect(fewestSwitches(schedule, schedule.map(() => none), true)).toEqual(schedule);
  });

  it('is none of no steps, or of a thousand of two threads', () => {
    expect(fewestSwitches([], [], true)).toEqual([]);
    const schedule = made(Array.from({ length: 1000 }, (_, i) => i % 2));
    expect(switches(fewestSwitches(schedule, schedule.map(() => none), false))).toBe(1);
  });
});

describe('what a step comes directly after', () => {
  const reading = (...words: number[]): Footprint => ({ reads: new Set(words), writes: new Set(), woke: [] });
  const run = { image: { layout: { threads: [0, 1, 2] } }, ended: () => false } as unknown as StepRun;

  it('explains, with the order within threads, all that it depends on, and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const causes = new Causes(run);
        const direct = steps.map((s) => causes.add(s.thread, footprintOf(s)));
        // All steps before each one, over the direct edges and the order within the thread.
        const before: Set<number>[] = [];
        steps.forEach(({ thread }, i) => {
          const own = steps.findLastIndex((s, j) => j < i && s.thread === thread);
          before.push(new Set([...direct[i]!, ...(own >= 0 ? [own] : [])].flatMap((j) => [j, ...before[j]!])));
        });
        steps.forEach((_, i) => {
          for (let j = 0; j < i; j++) if (ordered(steps, j, i, false)) expect(before[i]!.has(j)).toBe(true);
          for (const j of direct[i]!) {
            expect(steps[j]!.thread).not.toBe(steps[i]!.thread);
            expect(ordered(steps, j, i, false)).toBe(true);
            expect(direct[i]!.some((k) => k !== j && before[k]!.has(j))).toBe(false);
          }
        });
      }),
    );
  });

  it('names who wrote a word last as who blocks, never oneself', () => {
    const causes = new Causes(run);
    causes.add(1, { reads: new Set(), writes: new Set([7]), woke: [] });
    causes.add(2, { reads: new Set([7]), writes: new Set([8]), woke: [] });
    expect(causes.whoBlocks(2, [7])).toEqual([1]);
    expect(causes.whoBlocks(2, [8])).toEqual([1]);
    expect(causes.whoBlocks(1, [7])).toEqual([]);
  });

  it('is the step that woke it', () => {
    const causes = new Causes(run);
    causes.add(1, reading());
    expect(causes.add(2, { ...reading(), woke: [1] })).toEqual([]);
    expect([causes.add(1, reading()), causes.add(1, reading())]).toEqual([[1], []]);
  });

  it('names who wrote last what was looked at last, where the words say nothing', () => {
    const ended = new Set<number>();
    const causes = new Causes({ image: { layout: { threads: [0, 1, 2, 3] } }, ended: (t: number) => ended.has(t) } as unknown as StepRun);
    const blocks = (...words: number[]): number[] => causes.whoBlocks(0, words);
    for (const thread of [1, 2, 3]) causes.add(thread, { reads: new Set(), writes: new Set([thread]), woke: [] });
    expect(blocks(3, 2)).toEqual([2, 3]);
    expect(blocks(9)).toEqual([]);
    causes.add(0, reading(1));
    expect([blocks(9), blocks(3)]).toEqual([[1], [3]]);
    causes.add(0, reading(3, 2));
    expect(blocks(9)).toEqual([2, 3]);
    causes.add(0, reading(9));
    expect(blocks(9)).toEqual([2, 3]);
    causes.add(0, reading(1));
    expect(blocks(9)).toEqual([1]);
    ended.add(1);
    expect([blocks(9), blocks(1)]).toEqual([[2, 3], [2, 3]]);
  });
});
