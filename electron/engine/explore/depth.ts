/** Depth first (runtime/depth.ts): the passes are those of a breadth-first search, with one worker that has no levels but a path. */
import { RESULT } from '../../../shared/dialect/step/abi.ts';
import type { Figures } from '../../../shared/explore/verdict.ts';
import { PHASE } from './levels.ts';
import type { SearchCode, Space } from './space.ts';

/** States that a path may have at most. */
export const LONGEST_PATH = 1 << 22;

/** Words of a frame of the path, of which the state is the first (runtime/depth.ts). */
const FRAME_WORDS = 4;

export class Depth {
  /** For a worker of levels.ts: it sees one level, which is over when there is no way left to go. */
  readonly code: SearchCode;
  /** The path is as long as it may become. */
  full = false;

  constructor(
    private readonly space: Space,
    code: SearchCode,
  ) {
    this.code = { ...code, $explore: (budget) => this.explore(budget!) };
  }

  /** From this state. */
  begin(place: number): void {
    this.full = false;
    this.code.$set_out(place);
  }

  figures(): Pick<Figures, 'unexpanded' | 'depth'> {
    return { unexpanded: this.space.control(0, 'depth'), depth: Math.max(this.space.control(0, 'deepest') - 1, 0) };
  }

  /** The states on the path, from the first to the present one. */
  path(): number[] {
    const from = this.space.at('path');
    return Array.from({ length: this.space.control(0, 'depth') }, (_, i) => this.space.words[from + i * FRAME_WORDS]!);
  }

  private explore(budget: number): number {
    const result = this.code.$deepen(budget);
    // What was stored on the way is no next level.
    if (result === RESULT.levelDone) this.space.endLevel();
    if (result !== RESULT.pathFull) return result;
    this.full = true;
    this.space.set('phase', PHASE.full);
    return RESULT.running;
  }
}
