/** What is at a point of the lanes. */
import { detailsOf, openSlice, type SliceDetails, type SlicePlace } from '../model/details.ts';
import { nearestSlice } from '../model/find.ts';
import type { Row } from '../model/lane.ts';
import { rangeStatistics } from '../model/statistics.ts';
import type { TimelineModel } from '../model/timelineModel.ts';
import { laneAt, type Layout, rowAt } from './layout.ts';
import { timeAt, type Viewport } from './viewport.ts';

export type Hit =
  | { kind: 'slice'; place: SlicePlace; details: SliceDetails }
  /** Several within a pixel, or only their sums are kept. */
  | { kind: 'sum'; row: Row; parts: { name: string; slices: number; busy: number }[] }
  | { kind: 'gap'; thread: string; from: number; to: number; events: number };

/** CSS pixels beside a slice that still mean it. */
const tolerance = 3;

/** @param y CSS pixels from the top of all lanes. */
export function hitAt(model: TimelineModel, layout: Layout, view: Viewport, x: number, y: number): Hit | null {
  const time = timeAt(view, x);
  const row = rowAt(layout, y)?.row;
  return (row && rowHit(model, row, time, view.nsPerPixel)) ?? gapHit(layout, time, y);
}

/** The slice at or nearest to `time` in a row. */
export function sliceNear(row: Row, time: number, within: number): SlicePlace | null {
  const { open, depth, pyramid } = row;
  if (open && open.category[depth]! >= 0 && time >= open.start[depth]!) return { row, index: openSlice };
  const index = nearestSlice(pyramid, time, within);
  return index < 0 ? null : { row, index };
}

function rowHit(model: TimelineModel, row: Row, time: number, nsPerPixel: number): Hit | null {
  const { pyramid, kind } = row;
  const { slices, busy } = rangeStatistics(pyramid, time - nsPerPixel / 2, time + nsPerPixel / 2);
  if (slices.reduce((sum, count) => sum + count, 0) > 1) {
    const parts = kind.categories.map(({ name }, category) => ({ name, slices: slices[category]!, busy: busy[category]! }));
    // Two that meet in a pixel, but are wide enough to be seen, are not a sum.
    const place = sliceNear(row, time, 0);
    const details = place && detailsOf(model.meta, place);
    if (details && (details.end ?? model.now) - details.start >= nsPerPixel) return { kind: 'slice', place, details };
    return { kind: 'sum', row, parts: parts.filter((part) => part.slices > 0) };
  }
  const place = sliceNear(row, time, tolerance * nsPerPixel);
  const details = place && detailsOf(model.meta, place);
  return details && { kind: 'slice', place, details };
}

function gapHit(layout: Layout, time: number, y: number): Hit | null {
  const lane = laneAt(layout, y)?.lane;
  if (!lane) return null;
  const { gaps } = lane;
  const index = nearestSlice(gaps, time, 0);
  if (index < 0) return null;
  const columns = gaps.slices.chunk(index);
  const at = gaps.slices.at(index);
  return { kind: 'gap', thread: lane.thread.name, from: columns.start[at]!, to: columns.end[at]!, events: columns.a[at]! };
}
