/** What is wrong in the fewest steps, where a search that goes level by level has stumbled. */
import { SEARCH_FAIL } from '../../../shared/dialect/step/abi.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { SearchFailure } from './failure.ts';
import type { Stumble } from './levels.ts';
import type { SearchCode, Space } from './space.ts';

/** In a larger level it is not known whether anything takes fewer steps. */
const LARGEST = 1_000_000;

/**
 * A deadlock takes one step less than a step that goes wrong in the same level, and may be in a state that was to come after that. `code` is worker
 * 0's, and nobody else runs. Null: there are too many states to look at.
 */
export function nearestOf(stumble: Stumble, { program }: StepImage, space: Space, code: SearchCode): Stumble | null {
  if (stumble.action === null || isSought(stumble, program)) return stumble;
  const end = space.get('levelEnd');
  const size = space.get('levelSize');
  if (size > LARGEST) return null;
  for (let state = end - size; state < end; state++) {
    if (!space.isEmpty(state) && isStuck(state, code)) return { failure: null, condition: null, state, action: null };
  }
  return stumble;
}

/** Whether it is what was looked for, and nothing wrong. */
function isSought({ failure, condition }: Stumble, { conditions }: StepImage['program']): boolean {
  return failure?.code === SEARCH_FAIL.reached || (condition !== null && conditions[condition]!.kind === 'sometimes');
}

function isStuck(state: number, code: SearchCode): boolean {
  try {
    return code.$stuck(state) !== 0;
  } catch (error) {
    if (!(error instanceof SearchFailure)) throw error;
    // A step that fails is one that can be taken; it was interrupted.
    code.$show(state);
    return false;
  }
}
