/** That no run that ends well shares more steps with the schedule that is told than the one beside it: by going through all of them, over random programs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SearchFailure } from '../../../../electron/engine/explore/failure.ts';
import { StepRun, type SavedState } from '../../../../electron/engine/replay/step-run.ts';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import type { Action } from '../../../../shared/explore/verdict.ts';
import { alike, program, served, unjudged, watched } from '../explore/generate.ts';
import { compileProgram, OBJECTS, part, searchOf } from '../explore/programs.ts';
import { replayImage } from './small.ts';

/** Programs compiled together. */
const TOGETHER = 8;
/** SEED=random PASSING_PROGRAMS=600 npx vitest run passing: for longer. */
const PROGRAMS = Number(process.env.PASSING_PROGRAMS ?? 64);

/** Each state that one step leads to, with nothing wrong. */
function after(run: StepRun, state: SavedState): { action: Action; state: SavedState; done: boolean }[] {
  return run.threads.flatMap((thread) => {
    const reached: ReturnType<typeof after> = [];
    for (let choice = 0, choices = 1; choice < choices; choice++) {
      run.restore(state);
      if (run.ended(thread) || run.sleepsOn(thread) !== 0) break;
      try {
        if (!run.step({ thread, choice })) break;
        choices = Math.max(choices, run.choices);
        if (run.falseCondition() === null) reached.push({ action: { thread, choice }, state: run.save(), done: run.done });
      } catch (error) {
        if (!(error instanceof SearchFailure)) throw error;
        choices = Math.max(choices, run.choices);
      }
    }
    return reached;
  });
}

/** Whether a run ends well from here, whose first step is another one. */
function endsWell(run: StepRun, from: SavedState, not: Action): boolean {
  const seen = new Set<string>();
  const open = after(run, from).filter(({ action: { thread, choice } }) => thread !== not.thread || choice !== not.choice);
  for (const { state, done } of open) {
    if (done) return true;
    const text = state.subarray(-run.image.layout.size / 4).join();
    if (!seen.has(text)) open.push(...after(run, state));
    seen.add(text);
  }
  return false;
}

test('none that ends well shares more steps', { timeout: 3_600_000 }, async () => {
  let [compared, none] = [0, 0];
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(watched, program, served, alike), { minLength: TOGETHER, maxLength: TOGETHER }), async (batch) => {
    const all = compileProgram(unjudged(batch));
    for (const [n, one] of batch.entries()) {
      const own = part(all, `p${n}`);
      const image = emitStep(own, { objects: OBJECTS, states: 60_000, path: 100, workers: 1 });
      const { found } = await searchOf(image, { reduction: 'full' });
      if (!found || found.schedule.length === 0) continue;
      const { passing, steps } = tell(image, { objects: OBJECTS }, found);
      if (passing && !passing.nearest) continue;
      const run = new StepRun(replayImage(own, { objects: OBJECTS }));
      run.boot();
      const states = steps.slice(0, -1).reduce((kept, step) => (run.step(step), [...kept, run.save()]), [run.save()]);
      const best = states.findLastIndex((state, i) => endsWell(run, state, steps[i]!));
      expect(passing?.common ?? -1, unjudged([one])).toBe(best);
      if (passing) compared++;
      else none++;
    }
  }), { numRuns: PROGRAMS / TOGETHER, endOnFailure: true });
  // Otherwise nothing has been compared.
  expect(Math.min(compared, none)).toBeGreaterThan(0);
});
