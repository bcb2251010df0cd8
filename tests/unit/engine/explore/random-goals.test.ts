/**
 * What is asked of random programs besides violations: which lines nobody reaches, what holds sometimes, and the shortest schedule to each of
 * these. All ways to search answer as the one without any reduction does, and what they find replays.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { questionOf, type SearchEnd, type SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import type { Goal } from '../../../../shared/explore/verdict.ts';
import { AMENDED } from './agree.ts';
import { alike, program, served, text, textOf, type RandomProgram } from './generate.ts';
import { compileProgram, OBJECTS, part, searchOf } from './programs.ts';

/** Programs compiled together. */
const TOGETHER = 8;
/** SEED=random GOAL_PROGRAMS=600 npx vitest run random-goals: for longer. */
const PROGRAMS = Number(process.env.GOAL_PROGRAMS ?? 32);
const STATES = 60_000;
/** Lines and conditions of each program to which a schedule is looked for. */
const GOALS = 2;

const WAYS: Partial<SearchOptions>[] = [
  { reduction: 'full' }, { reduction: 'full', persistentSets: true }, { reduction: 'full', ...AMENDED }, { reduction: 'full', strategy: 'dfs' }, { reduction: 'full', symmetry: 'full' }, { reduction: 'none', symmetry: 'full' },
];
const place = fc.constantFrom('x', 'y', 'z');
const number = fc.constantFrom('0', '1', '2');
const plain = fc.oneof(text`${place} = ${number};`, text`${place} = r;`, text`r = ${place};`, text`r = xchg(${place}, ${number});`, text`r = cmpxchg(${place}, ${number}, ${number});`);
const statement = fc.oneof({ arbitrary: plain, weight: 6 }, { arbitrary: text`take(); ${plain} ${plain} unlock();`, weight: 1 }, { arbitrary: text`if (r + 0 === ${number}) { ${plain} } else { ${plain} }`, weight: 1 });
const body = fc.array(statement, { minLength: 2, maxLength: 4 }).map((list) => ({ body: `let r: int = 0; ${list.join(' ')}`, repeat: 1 }));
/** Nothing goes wrong in it, so that all that holds sometimes is seen. */
const harmless: fc.Arbitrary<RandomProgram> = fc.array(body, { minLength: 2, maxLength: 2 }).map((threads) => ({ threads, always: null }));
/** Of two words: a joined step could skip the moment at which it holds. */
const condition = text`${fc.constantFrom('x', 'a[0]', 'parts[0].flag')} + 0 === ${number} && ${fc.constantFrom('y', 'z', 'l')} + 0 === ${number}`;
const asked = fc.oneof(
  { arbitrary: fc.record({ program: harmless, conditions: fc.array(text`${place} + 0 === ${number} && ${place} + 0 === ${number}`, { minLength: 6, maxLength: 6 }) }), weight: 2 },
  { arbitrary: fc.record({ program: fc.oneof(program, alike, served), conditions: fc.array(condition, { maxLength: 2 }) }), weight: 1 },
);

interface Answer extends Pick<SearchEnd, 'outcome' | 'unreached' | 'sometimes'> {
  /** Steps of the schedule that was found; null: none was. */
  length: number | null;
  shortest: boolean;
}

/** `goal` null: all lines are asked about. */
function answersTo(of: Program, goal: Goal | null): (how: Partial<SearchOptions>) => Promise<Answer> {
  const question = questionOf({ goal, lines: goal === null });
  const imageOf = (symmetric: boolean): StepImage => emitStep(of, { objects: OBJECTS, states: STATES, path: STATES + 1000, workers: 1, symmetric, ...(question && { question }) });
  const [plain, symmetric] = [imageOf(false), of.threads.some(({ instances }) => instances > 1) ? imageOf(true) : null];
  return async (how) => {
    const image = (how.symmetry === 'full' ? symmetric : null) ?? plain;
    const { outcome, unreached, sometimes, found } = await searchOf(image, { symmetry: 'none', ...how, goal });
    const told = found && tell(image, { objects: OBJECTS }, found);
    return { outcome, unreached, sometimes, length: told && told.steps.length, shortest: told !== null && told.shortest };
  };
}

/** Of two schedules the shorter one is known where nothing is reduced. */
function expectSame(found: Answer, plain: Answer, told: string): void {
  expect(found.outcome, told).toBe(plain.outcome);
  if (plain.length !== null) {
    expect(found.length, told).toBeGreaterThanOrEqual(plain.length);
    if (found.shortest) expect(found.length, told).toBe(plain.length);
  } else {
    expect([found.unreached, found.sometimes], told).toEqual([plain.unreached, plain.sometimes]);
  }
}

const told = ({ program: one, conditions }: { program: RandomProgram; conditions: string[] }, ...more: unknown[]): string => `${JSON.stringify(more)} ${conditions.join('; ')}\n${textOf([one])}`;

test('lines, and what holds sometimes, are reached or not whatever is reduced', { timeout: 3_600_000 }, async () => {
  const seen = { reached: 0, unreachable: 0, violated: 0 };
  const batches = fc.array(asked, { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(fc.asyncProperty(batches, fc.nat(100), async (batch, first) => {
    const conditions = batch.flatMap((one, n) => one.conditions.map((is, i) => `sometimes('p${n} s${i}', () => ${is});`));
    // Each statement has a line of its own.
    const all = compileProgram(`${textOf(batch.map((one) => one.program)).replaceAll('; ', ';\n')}\n${conditions.join('\n')}`);
    for (const [n, one] of batch.entries()) {
      const own = part(all, `p${n}`);
      const answer = answersTo(own, null);
      const plain = await answer({ reduction: 'none', sleepSets: false });
      if (plain.outcome === 'inconclusive') continue;
      for (const how of WAYS) expectSame(await answer(how), plain, told(one, how));
      const { lines } = emitStep(own, { objects: OBJECTS, states: 1, workers: 1, question: { reach: null, all: true } });
      const goals: Goal[] = [
        ...Array.from({ length: GOALS }, (_, i) => ({ kind: 'line' as const, ...lines[(first + i * 7) % lines.length]! })),
        ...own.conditions.filter(({ kind }) => kind === 'sometimes').slice(0, GOALS).map(({ name }) => ({ kind: 'sometimes' as const, name })),
      ];
      for (const goal of goals) {
        const answerTo = answersTo(own, goal);
        const sought = await answerTo({ reduction: 'none' });
        seen[sought.length === null ? 'unreachable' : plain.outcome === 'violated' ? 'violated' : 'reached']++;
        for (const how of WAYS) expectSame(await answerTo(how), sought, told(one, how, goal));
      }
    }
  }), { numRuns: Math.ceil(PROGRAMS / TOGETHER), endOnFailure: true });
  // Otherwise nothing has been compared.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
