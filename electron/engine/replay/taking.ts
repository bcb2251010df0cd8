/** Takes a step, and notes what came of it that its program does not tell: whom it woke, what it allocated, whether it failed. */
import type { Action, ViolationKind } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from '../explore/failure.ts';
import type { NextStep } from './next-step.ts';
import type { StepRun } from './step-run.ts';
import type { Outcome } from './wording.ts';

export interface Taken extends Outcome {
  /** False: the thread was blocked, and nothing has changed. */
  went: boolean;
  /** How many ways the step could have gone. */
  choices: number;
  /** What stopped it. */
  error: SearchFailure | null;
}

/** Failures of the access itself; all others come in the local work after it. */
const IN_ACCESS: ReadonlySet<ViolationKind | null> = new Set<ViolationKind>(['use-after-free', 'null-pointer', 'wild-pointer', 'bad-free']);

/** `next`: what the step is, read before. */
export function takeStep(run: StepRun, action: Action, next: NextStep): Taken {
  const asleep = run.threads.filter((t) => run.sleepsOn(t) !== 0);
  const objects = run.takenObjects();
  let went = true;
  let error: SearchFailure | null = null;
  try {
    went = run.step(action);
  } catch (thrown) {
    if (!(thrown instanceof SearchFailure)) throw thrown;
    error = thrown;
  }
  return {
    went, error, choices: run.choices, choice: action.choice, failed: error !== null && IN_ACCESS.has(error.kind),
    allocated: next.kind === 'alloc' ? ([...run.takenObjects()].find((o) => !objects.has(o)) ?? 0) : 0,
    woke: asleep.filter((t) => run.sleepsOn(t) === 0),
    slept: run.sleepsOn(action.thread) !== 0,
  };
}
