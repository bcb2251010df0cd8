/** Two workers, of whom the second joins as soon as there is a state, find in random programs what one does. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import { SearchThreads } from '../../../../electron/engine/explore/search-threads.ts';
import type { SharedSpace } from '../../../../electron/engine/explore/space.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import { AMENDED } from './agree.ts';
import { alike, program, served, text, textOf, unjudged, type RandomProgram } from './generate.ts';
import { compileProgram, OBJECTS, part, searchOf } from './programs.ts';

/** Programs compiled together. */
const TOGETHER = 6;
/** SEED=random CREW_PROGRAMS=600 npx vitest run random-crew: for longer. */
const PROGRAMS = Number(process.env.CREW_PROGRAMS ?? 12);
const STATES = 60_000;
/** So many have levels that are shared. */
const LARGE = 3_000;

const place = fc.constantFrom('x', 'y', 'z');
const number = fc.constantFrom('0', '1', '2');
const statement = fc.oneof(text`${place} = ${number};`, text`${place} = r;`, text`r = ${place};`, text`r = cmpxchg(${place}, ${number}, ${number});`, text`if (r + 0 === ${number}) ${place} = ${number};`);
const body = fc.array(statement, { minLength: 7, maxLength: 9 }).map((list) => ({ body: `let r: int = 0; ${list.join(' ')}`, repeat: 1 }));
/** Small levels one worker has for itself: three threads that nothing stops before they are far. */
const wide: fc.Arbitrary<RandomProgram> = fc.record({
  threads: fc.array(body, { minLength: 3, maxLength: 3 }), always: fc.option(text`x + 0 !== ${number} || y + 0 !== ${number} || z + 0 !== ${number} || e0 + e1 + e2 < 2`, { freq: 1 }),
});

/** Has them ready before the search goes on: it would be over. */
class AtOnce extends SearchThreads {
  joined = 0;

  override enter(space: SharedSpace): void {
    super.enter(space);
    while (!this.areReady);
  }

  override begin(): ReturnType<SearchThreads['begin']> {
    this.joined++;
    return super.begin();
  }
}

const threads = new AtOnce(new URL('../../../../out/main/search-worker.js', import.meta.url), 1);
afterAll(() => threads.end());

/** `exact`: so are states and transitions. Where something is learned, they depend on when it is. */
const WAYS: { exact: boolean; how: Partial<SearchOptions> }[] = [
  { exact: true, how: { reduction: 'none' } }, { exact: true, how: { reduction: 'none', symmetry: 'full' } },
  { exact: false, how: { beam: 0 } }, { exact: false, how: { symmetry: 'full', persistentSets: true } }, { exact: false, how: AMENDED },
];

async function searched(of: Program, how: Partial<SearchOptions>, workers: number) {
  const image = emitStep(of, { objects: OBJECTS, states: STATES, path: STATES + 1000, workers, symmetric: how.symmetry === 'full' });
  const { outcome, reason, states, transitions, unexpanded, depth, sometimes, found } = await searchOf(image, { symmetry: 'none', joinsFrom: 0, shorten: false, ...how, ...(workers > 1 && { threads }) });
  return { states, end: { outcome, reason, sometimes }, figures: outcome === 'verified' ? { states, transitions, unexpanded, depth } : { unexpanded: 0 }, length: found?.schedule.length ?? null };
}

test('two workers have the states, transitions and verdicts of one', { timeout: 3_600_000 }, async () => {
  let large = 0;
  const batches = fc.array(fc.oneof({ arbitrary: wide, weight: 3 }, { arbitrary: program, weight: 1 }, { arbitrary: alike, weight: 1 }, { arbitrary: served, weight: 1 }), { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(batches, fc.constantFrom(textOf, unjudged), async (programs, as) => {
    const all = compileProgram(as(programs));
    for (const [n, one] of programs.entries()) {
      for (const { exact, how } of WAYS) {
        const [alone, both] = [await searched(part(all, `p${n}`), how, 1), await searched(part(all, `p${n}`), how, 2)];
        if (alone.end.outcome === 'inconclusive') continue;
        large += alone.states > LARGE ? 1 : 0;
        const told = `${JSON.stringify(how)} ${as([one])}`;
        expect(both.end, told).toEqual(alone.end);
        expect(both.figures.unexpanded, told).toBe(0);
        if (!exact) continue;
        expect(both.figures, told).toEqual(alone.figures);
        expect(both.length, told).toBe(alone.length);
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
  // Otherwise the second one has done nothing.
  expect(threads.joined).toBeGreaterThan(PROGRAMS);
  expect(large).toBeGreaterThan(PROGRAMS / 6);
});
