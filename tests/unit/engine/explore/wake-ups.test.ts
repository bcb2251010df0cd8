/** Whom a wake-up of fewer than sleep reaches: any of them, and any so many. */
import { describe, expect, test } from 'vitest';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import { expectAgreement } from './agree.ts';
import { compileProgram, explored, imageOf, OBJECTS, searchOf } from './programs.ts';

const THREADS = [0, 1, 2, 3];
/** Bits of those who go on; whoever comes late does not sleep, so just two of them do only where all four slept. */
const sleepers = `let f: int; let on: int; ${THREADS.map((n) => `thread('s${n}', () => { futex_wait(f, 0); atomic(() => { on = on | ${1 << n}; }); });`).join(' ')}`;
const pairs = THREADS.flatMap((a) => THREADS.filter((b) => a < b).map((b) => [a, b] as const));

test.each(pairs)('two of four: %i and %i', async (a, b) => {
  const image = imageOf(compileProgram(`${sleepers}
    thread('waker', () => { atomic(() => { f = 1; futex_wake(f, 2); }); wait_until(() => on !== 0 && (on & (on - 1)) !== 0 && on !== ${(1 << a) | (1 << b)}); futex_wake(f, 4); });`));
  for (const reduction of ['none', 'full'] as const) expect(await explored(image, reduction)).toMatchObject({ outcome: 'violated', violation: { kind: 'deadlock' } });
});

test.each([-1, 0, 1, 2, 3, 4, 5])('%i of four, as the reference search has it', async (count) => {
  await expectAgreement(compileProgram(`${sleepers} thread('waker', () => { futex_wake(f, ${count}); f = 1; futex_wake(f, 4); });`));
});

test('more ways than one step may have end the search without a verdict', async () => {
  const image = imageOf(compileProgram(`let f: int; thread('s', { instances: 24 }, () => { futex_wait(f, 0); }); thread('waker', () => { futex_wake(f, 12); });`));
  expect(await explored(image, 'full', { symmetry: 'full' })).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('more ways than the search tells apart') as string });
});

describe('in a step with other choices', () => {
  test('what is picked after it is told as it is', async () => {
    const image = imageOf(compileProgram(`${sleepers}
      thread('waker', () => { atomic(() => { futex_wake(f, 2); f = 1 + pick(3); }); wait_until(() => on === 10); assert(f !== 3, 'three'); });`));
    const { found } = await searchOf(image, { reduction: 'none' });
    const { steps } = tell(image, { objects: OBJECTS }, found!);
    expect(steps.map(({ text }) => text)).toContainEqual(expect.stringContaining('f: 0 → 3'));
  });

  test('with identical sleepers, who have changed places, the way there is found again', async () => {
    const image = imageOf(compileProgram(`let f: int; let n: int; let last: int;
      thread('s', { instances: 3 }, () => { let own: int = 0; atomic(() => { own = 2 - n; n++; }); futex_wait(f, 0); n = own; });
      thread('waker', () => { atomic(() => { last = pick(70) === 69 ? 1 : 0; futex_wake(f, 1); }); });`));
    expect(image.symmetry.groups).toHaveLength(1);
    const { found } = await searchOf(image, { strategy: 'dfs', shorten: false });
    // The last of the sleepers, whom the stored state has first.
    expect(found).toMatchObject({ kind: 'deadlock', schedule: expect.arrayContaining([{ thread: 4, choice: 2 * 70 }]) as unknown });
    expect(tell(image, { objects: OBJECTS }, found!).steps).toHaveLength(found!.schedule.length);
  });
});
