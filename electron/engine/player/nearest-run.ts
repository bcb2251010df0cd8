/** The nearest run that ends well, to the schedule that is played: looked for once, in slices. */
import { type Passing, passingSearch } from '../replay/passing.ts';
import type { Replay } from '../replay/replay.ts';
import type { Line } from './line.ts';
import { inSlices } from './slices.ts';

/** Steps of looking at all ways to go on: some seconds, beside which the player goes on. */
const WHOLE_STEPS = 400_000;

export class NearestRun {
  private found: { to: Line; passing: Promise<Passing | null> } | null = null;

  /** `played`: the line of now. `moved`: hears that the run is in another state. */
  constructor(
    private readonly replay: Pick<Replay, 'run' | 'firstState'>,
    private readonly played: () => Line,
    private readonly moved: () => void,
  ) {}

  /** Null where nothing is wrong at the line's end, where none is found, and where the line is left before one is. */
  find(): Promise<Passing | null> {
    const line = this.played();
    if (!line.end.fault || line.steps.length === 0) return Promise.resolve(null);
    if (this.found?.to !== line) this.found = { to: line, passing: this.search(line) };
    return this.found.passing;
  }

  private search(line: Line): Promise<Passing | null> {
    const { run, firstState } = this.replay;
    return inSlices(passingSearch(run, firstState, line.steps, WHOLE_STEPS), () => {
      this.moved();
      const stays = this.played() === line;
      if (!stays && this.found?.to === line) this.found = null;
      return stays;
    });
  }
}
