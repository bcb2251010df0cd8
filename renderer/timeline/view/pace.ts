/** How much of a session is seen at a time while its newest events are followed, where the tracer pauses the threads now and then. */
import type { TimeRange } from './rangeSummary.ts';

/** The newest stretches between two pauses, of which the one in the middle is the usual one: single ones are much longer or shorter. */
const KEPT = 15;
/** How many times a usual stretch is seen: it fills the view, as beside it there is but a pause. */
const SEEN = 1.25;
/** What is seen stays until it is so many times too much or too little: it is not to change all the time. */
const OFF = 1.6;

export class Pace {
  private readonly spans: number[] = [];
  private last = -1;

  /** The newest stretch, again or for the first time. */
  add({ start, end }: TimeRange): void {
    if (end === this.last) return;
    this.last = end;
    this.spans.push(end - start);
    if (this.spans.length > KEPT) this.spans.shift();
  }

  /** What is to be seen, ns, where `seen` is now; null: it is well as it is. */
  span(seen: number): number | null {
    if (this.spans.length === 0) return null;
    const usual = this.spans.toSorted((a, b) => a - b)[this.spans.length >> 1]! * SEEN;
    return usual > seen * OFF || usual < seen / OFF ? usual : null;
  }
}
