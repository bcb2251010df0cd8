import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import type { MemoLimits } from '../../../../shared/dialect/step/memo.ts';
import { alike, program as anyProgram, textOf } from './generate.ts';
import { compileProgram, OBJECTS, part, searchOf, shipped } from './programs.ts';

/** Nothing is remembered; so little that most is forgotten at once; enough for few outcomes, so that decision trees are asked; little at first. */
const NOTHING: MemoLimits = { buckets: 0, outcomes: 0, bytes: 0, spared: 0 };
const SMALL: Record<string, MemoLimits> = {
  'few branches': { buckets: 2, outcomes: 2, bytes: 1 << 20, spared: 0 },
  'few leaves': { buckets: 1024, outcomes: 64, bytes: 40_000, spared: 0 },
  'room that grows': { buckets: 64, outcomes: 64, bytes: 1 << 20, spared: 4 },
  'no outcomes': { buckets: 1024, outcomes: 0, bytes: 1 << 20, spared: 0 },
};

const imageOf = (program: Program, memo: MemoLimits | undefined, objects = OBJECTS): StepImage => emitStep(program, { objects, states: 60_000, path: 70_000, workers: 1, ...(memo && { memo }) });

/** Nobody sleeps (sleep.test.ts) or is put off (persistent.test.ts): who does depends on what is remembered, and with it the order in which states are found. */
async function searched(image: StepImage, how: Partial<SearchOptions>) {
  const { outcome, reason, states, transitions, depth, found } = await searchOf(image, { sleepSets: false, persistentSets: false, ...how });
  return { outcome, reason, states, transitions, depth, kind: found?.kind, schedule: found?.schedule };
}

const KERNEL: [string, Program][] = [
  ['a fault against an munmap', shipped('11-up-read')],
  ['a violation', shipped('17-insert-unmarked')],
  ['readers and writers alike', shipped('32-semaphore-by-itself')],
];

describe.each(KERNEL)('in the kernel: %s', (_, program) => {
  const [without, ...within] = [NOTHING, undefined, ...Object.values(SMALL)].map((memo) => imageOf(program, memo, 8));

  test.each<[string, Partial<SearchOptions>]>([
    ['reduced', { beam: 0 }],
    ['reduced, after scouting', {}],
    ['each by itself', { beam: 0, symmetry: 'none' }],
    ['depth first', { strategy: 'dfs' }],
  ])('%s, the search is the same with and without what it remembers', async (__, how) => {
    const found = await searched(without!, how);
    for (const image of within) expect(await searched(image, how)).toEqual(found);
  });
});

/** Programs compiled together: as many as there may be threads for. REMEMBERED_PROGRAMS=1000 npx vitest run memo: for longer. */
const TOGETHER = 12;
const PROGRAMS = Number(process.env.REMEMBERED_PROGRAMS ?? 12);

test.each([['any', anyProgram], ['alike', alike]] as const)('random programs (%s) are the same with and without what is remembered', { timeout: 3_600_000 }, async (_, one) => {
  await fc.assert(fc.asyncProperty(fc.array(one, { minLength: TOGETHER, maxLength: TOGETHER }), async (programs) => {
    const all = compileProgram(textOf(programs));
    for (const n of programs.keys()) {
      const own = part(all, `p${n}`);
      const [without, ...within] = [NOTHING, undefined, SMALL['few branches'], SMALL['few leaves'], SMALL['room that grows']].map((memo) => imageOf(own, memo));
      for (const how of [{ reduction: 'none' }, { reduction: 'full' }, { reduction: 'full', maxSwitches: 1 }, { symmetry: 'full' }] as const) {
        const expected = await searched(without!, { symmetry: 'none', ...how });
        for (const image of within) {
          const told = `${JSON.stringify(how)}: ${textOf([programs[n]!])}`;
          const found = await searched(image, { symmetry: 'none', ...how });
          // Where words that put identical threads in order hold names, one state may be stored in two orders.
          if ('symmetry' in how) expect([found.outcome, found.schedule?.length], told).toEqual([expected.outcome, expected.schedule?.length]);
          else expect(found, told).toEqual(expected);
        }
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
});

test('an action that is remembered meets what a thread did last that has ended', async () => {
  // Both stores may change nothing: then the search has been in the state before.
  const program = compileProgram(`let x: int; kthread('sets', () => { x = 2; }); thread('looks', () => { x = 0; const seen = READ_ONCE(x); assert(seen !== 2); });`);
  for (const memo of [NOTHING, undefined]) expect(await searchOf(imageOf(program, memo))).toMatchObject({ outcome: 'violated', found: { kind: 'assertion' } });
});
