/** What each way to go on from a state leads to, within so many steps: a bounded search, breadth first, of each. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Action } from '../../../shared/explore/verdict.ts';
import type { Ahead } from '../../../shared/replay/player.ts';
import { describeFailure, SearchFailure } from '../explore/failure.ts';
import { falseCondition } from '../explore/fault.ts';
import { search } from '../explore/search.ts';
import type { Space } from '../explore/space.ts';
import { vectorOf, type SavedState, type StepRun } from '../replay/step-run.ts';

/** Longest search of one way. */
const LIMIT_MS = 5000;

export interface Bounds {
  objects: number;
  /** Steps, the first included. */
  within: number;
  signal: AbortSignal;
}

/** The first step of a way by itself. A state: nothing is wrong so far. */
export function firstStep(run: StepRun, from: SavedState, action: Action): Ahead | SavedState {
  const wrong = (message: string): Ahead => ({ ...action, steps: 1, message, within: 1, all: false, states: 1 });
  run.restore(from);
  try {
    run.step(action);
    const name = run.falseCondition();
    return name === null ? run.save() : wrong(falseCondition(name).message);
  } catch (error) {
    if (!(error instanceof SearchFailure)) throw error;
    if (error.kind === null) return { ...action, steps: null, message: null, within: 0, all: false, states: 0 };
    return wrong(describeFailure(error, run.image).message);
  }
}

/** What can follow after it. */
export async function lookAhead(image: StepImage, space: Space, action: Action, after: SavedState, { objects, within, signal }: Bounds): Promise<Ahead> {
  const { found, outcome, depth, states } = await search(image, {
    objects, signal, from: vectorOf(after), maxDepth: within - 1, reduction: 'none', limitMs: LIMIT_MS, onProgress: () => {},
  }, space);
  const steps = found ? found.schedule.length + 1 : null;
  if (steps !== null && steps <= within) return { ...action, steps, message: found!.message, within: steps, all: false, states };
  // A deadlock as deep as the search came may not have been seen yet.
  return { ...action, steps: null, message: null, within: Math.min(depth, within), all: outcome === 'verified', states };
}
