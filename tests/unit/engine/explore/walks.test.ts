import { expect, test } from 'vitest';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import { Pct } from '../../../../electron/engine/explore/schedulers/pct.ts';
import { RandomWalk } from '../../../../electron/engine/explore/schedulers/random-walk.ts';
import type { Verdict } from '../../../../shared/explore/verdict.ts';

const lostUpdate = `let x: int; let done: Embedded<atomic_t>;
  thread('add', { instances: 2 }, () => { x = x + 1; atomic_inc(done); });
  always('both count', () => atomic_read(done) < 2 || x === 2);`;
const rightUpdate = lostUpdate.replace('x = x + 1', 'atomic(() => { x = x + 1; })');

async function tried(text: string, strategy: 'random' | 'pct', seed = 1, limitMs = 20_000): Promise<Verdict> {
  const { checked, verdict } = await explore(
    { scenario: { path: 'scenarios/x.scenario.ts', text: `scenario({ title: 'x', protocol: 'none' });\n${text}` } },
    { strategy, seed, limitMs, maxStates: 1000, objects: 4, signal: new AbortController().signal, onProgress: () => {} },
  );
  expect(checked.diagnostics).toEqual([]);
  return verdict!;
}

const schedule = (v: Verdict): string => v.violation!.steps.map((s) => `${s.thread}.${s.choice}`).join(' ');

test.each(['random', 'pct'] as const)('%s finds a violation, replays it, and does not call it the shortest', async (strategy) => {
  const verdict = await tried(lostUpdate, strategy);
  expect(verdict).toMatchObject({ outcome: 'violated', violation: { kind: 'condition', shortest: false }, covers: { strategy, reductions: [] } });
  const { length } = verdict.violation!.steps;
  expect(length).toBeGreaterThanOrEqual(6);
  // The schedule that ended it is one of those that were tried.
  expect(Math.min(verdict.transitions, verdict.depth)).toBeGreaterThanOrEqual(length);
});

test.each(['random', 'pct'] as const)('%s never verifies, but says how much it tried', async (strategy) => {
  const verdict = await tried(rightUpdate, strategy, 1, 300);
  expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(/^the time is over; nothing is violated in [\d,]+ schedules that were tried at random$/) });
  expect(verdict.transitions).toBeGreaterThan(0);
});

test.each(['random', 'pct'] as const)('%s tells which `sometimes` held in the schedules that it tried', async (strategy) => {
  const conditions = `sometimes('first', () => atomic_read(done) === 0); sometimes('one', () => atomic_read(done) === 1); sometimes('seven', () => x === 7);`;
  const seen = [{ name: 'first', seen: true }, { name: 'one', seen: true }, { name: 'seven', seen: false }];
  expect((await tried(rightUpdate + conditions, strategy, 1, 300)).sometimes).toEqual(seen);
  const without = `let x: int; thread('a', () => { x = 1; }); sometimes('one', () => x === 1);`;
  expect((await tried(without, strategy, 1, 300)).sometimes).toEqual([{ name: 'one', seen: true }]);
});

test('an `always` that is false only before the first step is found, and a condition that cannot be evaluated', async () => {
  expect(await tried(`let x: int; thread('a', () => { x = 1; }); always('one', () => x === 1);`, 'random')).toMatchObject({ outcome: 'violated', violation: { kind: 'condition', steps: [] } });
  const outside = `let many: ArrayOf<int, 2>; let x: int; thread('t', () => { x = 5; }); sometimes('one', () => many[x] === 1);`;
  expect(await tried(outside, 'random', 1, 1000)).toMatchObject({ outcome: 'violated', violation: { kind: 'bounds' } });
});

test('the same seed tries the same schedules', async () => {
  const [a, b] = [await tried(lostUpdate, 'random', 7), await tried(lostUpdate, 'random', 7)];
  expect(schedule(a)).toBe(schedule(b));
  expect(a.transitions).toBe(b.transitions);
});

test('deadlocks, failing choices and what fails before the threads start are found too', async () => {
  const opposite = `let a: int; let b: int;
    thread('ab', () => { while (cmpxchg(a, 0, 1) !== 0) wait_until(() => a === 0); while (cmpxchg(b, 0, 1) !== 0) wait_until(() => b === 0); b = 0; a = 0; });
    thread('ba', () => { while (cmpxchg(b, 0, 1) !== 0) wait_until(() => b === 0); while (cmpxchg(a, 0, 1) !== 0) wait_until(() => a === 0); a = 0; b = 0; });`;
  expect(await tried(opposite, 'random')).toMatchObject({ outcome: 'violated', violation: { kind: 'deadlock' } });
  expect(await tried(`thread('t', () => { assert(pick(5) !== 3, 'three'); });`, 'pct')).toMatchObject({ outcome: 'violated', violation: { kind: 'assertion', steps: [{ choice: 3 }] } });
  expect(await tried(`setup(() => { assert(false, 'at once'); }); thread('t', () => {});`, 'random')).toMatchObject({ outcome: 'violated', violation: { steps: [] } });
});

test('a random walk takes every thread, and PCT runs one until its priority falls', () => {
  const walk = new RandomWalk(3);
  walk.begin();
  expect(new Set(Array.from({ length: 100 }, () => walk.next([1, 2, 3])))).toEqual(new Set([1, 2, 3]));
  const pct = new Pct(3, 3);
  const switches = Array.from({ length: 50 }, () => {
    pct.begin([1, 2, 3]);
    const order = Array.from({ length: 500 }, () => pct.next([1, 2, 3]));
    return order.filter((t, i) => i > 0 && t !== order[i - 1]).length;
  });
  // As many as there are change points, which may fall together.
  expect(Math.max(...switches)).toBe(2);
  expect(Math.min(...switches)).toBeGreaterThanOrEqual(0);
});
