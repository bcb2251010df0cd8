/**
 * What the tracer has let the scenario's threads do between two pauses of all of them. Where they have not enough cores they take turns, so that
 * each has a burst of its own, and little lies between one and the next:
 *
 * ```
 *   a   pause ─────────────┤ burst ├ pause ────────────────────────
 *   b   pause ──────────────────────┤ burst ├ pause ───────────────
 *   c   burst ├ pause ──────────┤ burst ├ pause ───────────────────
 *                          ╰── the newest stretch ─╯
 * ```
 */
import type { TimeRange } from '../../../shared/trace/time-range.ts';
import type { Lane } from './lane.ts';

/** A burst belongs to those after it if no more than so many times their length lies between: pauses of all are far longer. */
const APART = 4;

export type Paced = Pick<Lane, 'thread' | 'pausedAt' | 'resumedAt' | 'activeAt'>;

/** Null: there has been none, or who went on last still runs. */
export function newestStretch(lanes: readonly Paced[]): TimeRange | null {
  const latest = lanes.toSorted((a, b) => b.resumedAt - a.resumedAt)[0];
  if (!latest || latest.resumedAt < 0 || latest.pausedAt < latest.resumedAt) return null;
  const [newest, ...before] = lanes
    // The kernel's go on where these have paused, as RCU's does with what they have freed.
    .filter(({ thread, resumedAt, pausedAt, activeAt }) => thread.kind === 'thread' && resumedAt >= 0 && pausedAt >= resumedAt && activeAt > resumedAt)
    // One that had no core for a while pauses long after it did anything.
    .map(({ resumedAt, activeAt }): TimeRange => ({ start: resumedAt, end: activeAt }))
    .sort((a, b) => b.end - a.end);
  if (!newest) return null;
  let { start, end } = newest;
  for (const burst of before) {
    if (start - burst.end > APART * (end - start)) break;
    start = Math.min(start, burst.start);
    end = Math.max(end, burst.end);
  }
  return { start, end };
}
