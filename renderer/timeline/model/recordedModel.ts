/**
 * The timeline of a recorded session, however large: all of it as sums, and the slices of a part while that part is seen.
 *
 * ```
 *   overview   [──][──][──][──][──][──][──][──]     sums of the whole, from the file
 *   detail              ▮ ▮▮ ▮▮▮ ▮                  slices of some blocks, loaded when they are few enough
 * ```
 * A row shows either; which one is told by `show`.
 */
import type { OverviewRow } from '../../../shared/recording/overview/overview.ts';
import { Pyramid } from './pyramid.ts';
import { defaultLimits } from './retention.ts';
import { createTimelineModel, TimelineModel, type TimelineMeta } from './timelineModel.ts';
import type { TimeRange } from '../view/rangeSummary.ts';

/** Slices of a part of the session, and the times (ns) for which they are all there are. */
export interface Detail {
  model: TimelineModel;
  covers: TimeRange;
}

export class RecordedModel extends TimelineModel {
  override readonly complete = true;
  private readonly overview = new Map<string, Pyramid>();
  private shown: Detail | null = null;

  /** `events`: how many there are in all; `end`: when the session ended, ns. */
  constructor(meta: TimelineMeta, rows: readonly OverviewRow[], events: number, end: number) {
    super(meta, defaultLimits);
    this.events = events;
    this.now = end;
    for (const { thread, row, depth, categories, count, ...columns } of rows) {
      const lane = this.lanes.find((each) => each.thread.index === thread)!;
      const target = lane.row(row, depth);
      target.pyramid = new Pyramid(categories, { slices: 16, nodes: defaultLimits.chunkRows / 8 });
      target.pyramid.appendSums(columns, count);
      this.overview.set(target.id, target.pyramid);
    }
  }

  override get summedUp(): boolean {
    return this.shown === null && this.events > 0;
  }

  get detail(): Detail | null {
    return this.shown;
  }

  /** Shows these slices, or the sums of the whole (null). */
  show(detail: Detail | null): void {
    if (detail === this.shown) return;
    this.shown = detail;
    this.exchanged++;
    // Rows may be nested deeper in one than in the other: what opened first before a part is not known.
    for (const lane of detail?.model.lanes ?? []) {
      const own = this.lanes.find(({ thread }) => thread === lane.thread)!;
      for (const { kind, depth } of lane.rows) own.row(this.vocabulary.rows.findIndex(({ label }) => label === kind.label), depth);
    }
    const found = new Map(detail?.model.rows().map(({ id, pyramid }) => [id, pyramid]));
    for (const row of this.rows()) {
      const pyramid = detail ? found.get(row.id) : this.overview.get(row.id);
      row.pyramid = pyramid ?? new Pyramid(row.kind.categories.length, { slices: 16, nodes: 16 });
    }
    this.changed();
  }
}

/** A part of a session, to be appended to: first what was going on before it, then its events. */
export function detailModel(meta: TimelineMeta): TimelineModel {
  // It is small enough by what is asked for: nothing of it is forgotten.
  return createTimelineModel(meta, { detailBytes: Infinity, summaryBytes: Infinity });
}
