/** A state by what differs from another one: little, where some steps lie between the two. */
import { CONTROL_WORDS, type SavedState } from './step-run.ts';

/** Of each word that differs its place and its value. */
export type Changes = Int32Array<ArrayBuffer>;

export class ChangedStates {
  private found: Changes = new Int32Array(256);
  private readonly whole: SavedState;

  constructor(private readonly from: SavedState) {
    this.whole = from.slice();
  }

  /** Two are the same where their states are. */
  changesOf(state: SavedState): Changes {
    const { from } = this;
    let length = 0;
    for (let i = CONTROL_WORDS; i < state.length; i++) {
      if (state[i] === from[i]) continue;
      if (length === this.found.length) {
        const { found } = this;
        this.found = new Int32Array(2 * length);
        this.found.set(found);
      }
      this.found[length++] = i;
      this.found[length++] = state[i]!;
    }
    return this.found.slice(0, length);
  }

  /** The state, until the next is asked for. */
  stateOf(changes: Changes): SavedState {
    const { whole } = this;
    whole.set(this.from);
    for (let i = 0; i < changes.length; i += 2) whole[changes[i]!] = changes[i + 1]!;
    return whole;
  }
}

/** For a set of them. */
export function textOf({ buffer }: Changes): string {
  return Buffer.from(buffer).toString('latin1');
}
