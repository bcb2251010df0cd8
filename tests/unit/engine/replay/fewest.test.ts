/** That no schedule is shorter than the one that is told, and none as short has fewer switches: by going through all of them, over random programs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeFailure, SearchFailure } from '../../../../electron/engine/explore/failure.ts';
import { StepRun, type SavedState } from '../../../../electron/engine/replay/step-run.ts';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import type { Violation } from '../../../../shared/explore/verdict.ts';
import { program, served, textOf } from '../explore/generate.ts';
import { compileProgram, OBJECTS, part, searchOf } from '../explore/programs.ts';
import { replayImage } from './small.ts';

/** Programs compiled together. */
const TOGETHER = 8;
/** SEED=random FEWEST_PROGRAMS=600 npx vitest run fewest: for longer. */
const PROGRAMS = Number(process.env.FEWEST_PROGRAMS ?? 96);
/** Longer schedules are too many. */
const LONGEST = 12;

/** How a schedule ends; null: nothing is wrong yet. */
type End = Pick<Violation, 'kind' | 'message'> | null;

interface Reached {
  state: SavedState;
  /** Who went last; -1 in the first state. */
  last: number;
  switches: number;
}

/** The fewest steps after which something is wrong, and for each way to be wrong then, the fewest switches. Null: nothing is, after so many steps. */
function bruteForce(image: StepImage, most: number): { steps: number; switches: Map<string, number> } | null {
  const run = new StepRun(image);
  run.boot();
  let level: Reached[] = [{ state: run.save(), last: -1, switches: 0 }];
  for (let steps = 0; steps <= most; steps++) {
    const wrong = new Map<string, number>();
    const next = new Map<string, Reached>();
    const ends = (end: NonNullable<End>, switches: number): void => void wrong.set(nameOf(end), Math.min(switches, wrong.get(nameOf(end)) ?? Infinity));
    for (const { state, switches } of level) {
      run.restore(state);
      const end = standing(run);
      if (end) ends(end, switches);
    }
    if (wrong.size > 0) return { steps, switches: wrong };
    for (const { state, last, switches } of level) {
      for (const thread of run.threads) {
        const more = switches + (last >= 0 && last !== thread ? 1 : 0);
        for (let choice = 0, choices = 1; choice < choices; choice++) {
          run.restore(state);
          if (run.ended(thread) || run.sleepsOn(thread) !== 0) break;
          try {
            if (!run.step({ thread, choice })) break;
          } catch (error) {
            if (!(error instanceof SearchFailure) || error.kind === null) throw error;
            ends(describeFailure(error, image), more);
            continue;
          }
          choices = Math.max(choices, run.choices);
          const reached = { state: run.save(), last: thread, switches: more };
          const key = `${thread} ${run.save().subarray(-image.layout.size / 4).join()}`;
          if (more < (next.get(key)?.switches ?? Infinity)) next.set(key, reached);
        }
      }
    }
    if (wrong.size > 0) return { steps: steps + 1, switches: wrong };
    level = [...next.values()];
  }
  return null;
}

/** What is wrong with the state that it stands in. */
function standing(run: StepRun): End {
  if (!run.over && run.enabled().length === 0) return { kind: 'deadlock', message: '' };
  const name = run.falseCondition();
  return name === null ? null : { kind: 'condition', message: name };
}

function nameOf({ kind, message }: NonNullable<End>): string {
  return kind === 'deadlock' ? kind : `${kind} ${message}`;
}

test('no schedule is shorter, and none as short has fewer switches', { timeout: 3_600_000 }, async () => {
  /** How many were compared, by their switches. */
  const compared = new Map<number, number>();
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(program, served), { minLength: TOGETHER, maxLength: TOGETHER }), async (batch) => {
    const all = compileProgram(textOf(batch));
    for (const [n, one] of batch.entries()) {
      const own = part(all, `p${n}`);
      const image = emitStep(own, { objects: OBJECTS, states: 60_000, path: 100, workers: 1 });
      const { found } = await searchOf(image, { reduction: 'full' });
      if (!found) continue;
      const told = tell(image, { objects: OBJECTS }, found);
      if (!told.shortest || !told.fewest || told.steps.length > LONGEST) continue;
      const best = bruteForce(replayImage(own, { objects: OBJECTS }), told.steps.length);
      const switches = told.steps.filter(({ thread }, i) => i > 0 && thread !== told.steps[i - 1]!.thread).length;
      const name = nameOf(told.kind === 'condition' ? { kind: 'condition', message: told.property! } : { kind: told.kind, message: found.message });
      expect([told.steps.length, switches], `${name}\n${textOf([one])}`).toEqual([best?.steps, best?.switches.get(name)]);
      compared.set(switches, (compared.get(switches) ?? 0) + 1);
    }
  }), { numRuns: PROGRAMS / TOGETHER, endOnFailure: true });
  // Otherwise nothing has been compared.
  expect(compared.size).toBeGreaterThan(2);
});
