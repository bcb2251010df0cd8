/** States of a schedule that are kept, so that any other is some steps from one of them. */
import type { SavedState } from '../replay/step-run.ts';

/** Bytes that are kept at most; beyond, every other state is let go. */
const MOST_BYTES = 64 << 20;
const FEWEST_STEPS = 16;

export class Keyframes {
  private every = FEWEST_STEPS;
  private readonly kept = new Map<number, SavedState>();

  /** `first`: the state before the first step, which always stays. */
  constructor(
    private readonly first: SavedState,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  get count(): number {
    return this.kept.size + 1;
  }

  /** Whether the state after so many steps would be kept. */
  wants(step: number): boolean {
    return step > 0 && step % this.every === 0 && !this.kept.has(step);
  }

  keep(step: number, state: SavedState): void {
    this.kept.set(step, state);
    while (this.kept.size * state.byteLength > this.mostBytes && this.kept.size > 1) {
      this.every *= 2;
      for (const other of this.kept.keys()) if (other % this.every !== 0) this.kept.delete(other);
    }
  }

  /** The nearest state that is kept after at most so many steps. */
  before(step: number): { step: number; state: SavedState } {
    for (let at = step - (step % this.every); at > 0; at -= this.every) {
      const state = this.kept.get(at);
      if (state) return { step: at, state };
    }
    return { step: 0, state: this.first };
  }

  /** The schedule goes on differently after so many steps. */
  forgetAfter(step: number): void {
    for (const other of this.kept.keys()) if (other > step) this.kept.delete(other);
  }
}
