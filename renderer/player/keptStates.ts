/** States of the schedule that is played: those around where one is are kept, and those that a step leads to are there before it is taken. */
import type { PlayedState } from '../../shared/replay/state.ts';

/** States that are kept: as many as one goes back and forth among. */
const KEPT = 64;

/** `state` is null until it has come. */
interface Kept {
  asked: Promise<PlayedState>;
  state: PlayedState | null;
}

export class KeptStates {
  private readonly states = new Map<number, Kept>();

  constructor(private readonly fetch: (step: number) => Promise<PlayedState>) {}

  /** After so many steps. What was looked at last is kept longest. */
  at(step: number): Promise<PlayedState> {
    const known = this.states.get(step);
    const kept = known ?? { asked: this.fetch(step), state: null };
    this.states.delete(step);
    this.states.set(step, kept);
    if (known) return known.asked;
    kept.asked.then(
      (state) => (kept.state = state),
      () => this.states.get(step) === kept && this.states.delete(step),
    );
    if (this.states.size > KEPT) this.states.delete(this.states.keys().next().value!);
    return kept.asked;
  }

  /** The same, if nobody need wait for it. */
  known(step: number): PlayedState | null {
    return this.states.get(step)?.state ?? null;
  }

  /** A step from here, forth or back, may be next. `last`: steps that there are. */
  expectAround(step: number, last: number): void {
    // A step back shows the state before it, too.
    for (const near of [step + 1, step - 2]) if (near >= 0 && near <= last) void this.at(near).catch(() => {});
  }

  /** What follows so many steps has changed, and what is said there of how to go on. */
  forgetFrom(step: number): void {
    for (const known of this.states.keys()) if (known >= step) this.states.delete(known);
  }
}
