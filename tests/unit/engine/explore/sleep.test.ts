import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import type { MemoLimits } from '../../../../shared/dialect/step/memo.ts';
import { alike, program as anyProgram, textOf } from './generate.ts';
import { compileProgram, OBJECTS, part, searchOf, shipped } from './programs.ts';

/** So little is remembered that who sleeps is often not known any more. */
const SMALL: MemoLimits = { buckets: 8, outcomes: 2, bytes: 60_000, spared: 0 };

const imageOf = (program: Program, objects = OBJECTS, memo?: MemoLimits): StepImage => emitStep(program, { objects, states: 60_000, workers: 1, ...(memo && { memo }) });

/** What must be the same whether threads sleep or not. Where there is a violation, how many states are found before it depends on their order. */
async function searched(image: StepImage, how: Partial<SearchOptions>) {
  const { outcome, states, transitions, depth, found } = await searchOf(image, { persistentSets: false, ...how });
  return { outcome, kind: found?.kind, length: found?.schedule.length, ...(outcome === 'verified' && { states, transitions, depth }) };
}

const KERNEL: [string, string, string][] = [
  ['a fault against an munmap', '11-up-read', 'v1-rwsem-rcu'],
  ['the release as it was posted', '11-up-read', 'v1-rwsem'],
  ['an insertion that is not marked', '17-insert-unmarked', 'v1-rwsem-rcu'],
];

describe.each(KERNEL)('in the kernel: %s', (_, name, protocol) => {
  const images = [imageOf(shipped(name, { protocol }), 8), imageOf(shipped(name, { protocol }), 8, SMALL)];

  test.each<Partial<SearchOptions>>([{ beam: 0 }, {}])('the same states are found, none later, whether threads sleep or not (%j)', async (how) => {
    const awake = await searched(images[0]!, { ...how, symmetry: 'none', sleepSets: false });
    for (const image of images) expect(await searched(image, { ...how, symmetry: 'none' })).toEqual(awake);
  });
});

/** Programs compiled together: as many as there may be threads for. SLEEPING_PROGRAMS=1000 npx vitest run sleep: for longer. */
const TOGETHER = 12;
const PROGRAMS = Number(process.env.SLEEPING_PROGRAMS ?? 24);

test.each([['any', anyProgram], ['alike', alike]] as const)('random programs (%s) have the same states, none later, whether threads sleep or not', { timeout: 3_600_000 }, async (_, one) => {
  await fc.assert(fc.asyncProperty(fc.array(one, { minLength: TOGETHER, maxLength: TOGETHER }), async (programs) => {
    const all = compileProgram(textOf(programs));
    for (const n of programs.keys()) {
      const own = part(all, `p${n}`);
      const image = imageOf(own);
      const images = [image, imageOf(own, OBJECTS, SMALL)];
      for (const how of [{ reduction: 'none' }, { reduction: 'full' }, { reduction: 'none', symmetry: 'full' }] as const) {
        const awake = await searched(image, { symmetry: 'none', ...how, sleepSets: false });
        for (const other of images) {
          const { states, transitions, depth, ...verdict } = await searched(other, { symmetry: 'none', ...how });
          const told = `${JSON.stringify(how)}: ${textOf([programs[n]!])}`;
          // Where words that put identical threads in order hold names, one state may be stored in two orders, or in one of them only.
          if ('symmetry' in how) expect({ ...verdict, fewer: (states ?? 0) <= (awake.states ?? 0), depth }, told).toEqual({ outcome: awake.outcome, kind: awake.kind, length: awake.length, fewer: true, depth: awake.depth });
          else expect({ ...verdict, ...(states !== undefined && { states, transitions, depth }) }, told).toEqual(awake);
        }
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
});

test('who sleeps is not taken for another one where identical threads change places beyond those who may sleep', async () => {
  // When `all` has gone, the second thread, asleep, is the thirty-third: behind all that are like it.
  const image = imageOf(compileProgram(`
    let own: ArrayOf<int, 64>; let before: ArrayOf<int, 16>; let x: int; let between: ArrayOf<int, 16>; let rounds: int; let behind: ArrayOf<int, 16>; let gone: int;
    setup(() => { for (let t = 0; t < 64; t++) own[t] = 3; own[2] = 2; });
    thread('looks', () => { wait_until(() => x === 1); atomic(() => { assert(rounds !== 3 || gone + 0 !== 0); }); });
    thread('alike', { instances: 32 }, () => { atomic_when(() => own[this_thread()] !== 3, () => { gone = 1; }); });
    thread('all', () => { atomic(() => { x = 1; for (let t = 0; t < thread_count(); t++) if (own[t] === 3) own[t] = 1; }); });
    thread('goes round', { repeat: 3 }, () => { atomic(() => { if (x === 0) rounds = rounds + 1; }); });`));
  for (const reduction of ['none', 'full'] as const) {
    const how = { reduction, beam: 0, symmetry: 'full' } as const;
    const awake = await searched(image, { ...how, sleepSets: false });
    expect(awake.outcome).toBe('violated');
    expect(await searched(image, how)).toEqual(awake);
  }
});
