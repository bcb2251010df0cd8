/** Where in its schedule a run is, and how it comes to another step: from the nearest state that is kept (keyframes.ts), or from where it is. */
import type { SavedState, StepRun } from '../replay/step-run.ts';
import { Keyframes } from './keyframes.ts';
import type { Line } from './line.ts';

export class Playhead {
  private readonly keyframes: Keyframes;
  /** Steps taken to the state that the run is in; -1: it is in some other one. */
  private here = -1;

  /** `first`: the state before the first step. */
  constructor(private readonly run: StepRun, readonly first: SavedState) {
    this.keyframes = new Keyframes(first);
  }

  /** The run is used for something else, and is in whatever state that leaves. */
  away(): void {
    this.here = -1;
  }

  /** Brings the run to its state after so many steps of the line. */
  moveTo({ steps, failed }: Pick<Line, 'steps' | 'failed'>, step: number): void {
    const { run } = this;
    const kept = this.keyframes.before(step);
    let at = this.here >= kept.step && this.here <= step ? this.here : kept.step;
    if (at !== this.here) run.restore(kept.state);
    for (; at < step; at++) {
      const fails = failed && at === steps.length - 1;
      if (fails) run.tryStep(steps[at]!);
      else run.step(steps[at]!);
      if (!fails) this.pass(at + 1);
    }
    this.here = step;
  }

  /** The run is in its state after so many steps, which is kept if it is one to keep. */
  pass(step: number): void {
    if (this.keyframes.wants(step)) this.keyframes.keep(step, this.run.save());
  }

  /** The schedule goes on differently after so many steps. */
  forgetAfter(step: number): void {
    if (this.here > step) this.here = -1;
    this.keyframes.forgetAfter(step);
  }
}
