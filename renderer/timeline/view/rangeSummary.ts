/** What a marked range of time holds, for the tables beside the picture. */
import { detailsOf, type SliceDetails } from '../model/details.ts';
import { firstEndingFrom } from '../model/find.ts';
import { rangeStatistics } from '../model/statistics.ts';
import type { TimelineModel } from '../model/timelineModel.ts';

export interface TimeRange {
  /** ns. */
  start: number;
  end: number;
}

export interface RangeLine {
  thread: string;
  category: string;
  /** Slices or instants that touch the range. */
  count: number;
  /** ns within the range, and that for each slice; null for instants. */
  busy: number | null;
  average: number | null;
  approximate: boolean;
}

/** A line for each category of each thread that is there; slices that have not ended are left out. */
export function rangeLines(model: TimelineModel, range: TimeRange): RangeLine[] {
  const lines = new Map<string, RangeLine>();
  for (const { lane, kind, pyramid } of model.rows()) {
    const { slices, busy, approximate } = rangeStatistics(pyramid, range.start, range.end);
    for (const [category, { name }] of kind.categories.entries()) {
      if (slices[category] === 0) continue;
      const key = `${lane.thread.index}/${name}`;
      const line = lines.get(key) ?? { thread: lane.thread.name, category: name, count: 0, busy: kind.instants ? null : 0, average: null, approximate: false };
      line.count += slices[category]!;
      line.approximate ||= approximate;
      if (line.busy !== null) {
        line.busy += busy[category]!;
        line.average = line.busy / line.count;
      }
      lines.set(key, line);
    }
  }
  return [...lines.values()];
}

/** The first slices and instants of a range in the order of time, at most `limit`. */
export function rangeSlices(model: TimelineModel, range: TimeRange, limit: number): SliceDetails[] {
  const found = model.rows().flatMap((row) => {
    const first = firstEndingFrom(row.pyramid, range.start);
    const details: SliceDetails[] = [];
    for (let index = first; index < Math.min(first + limit, row.pyramid.slices.count); index++) {
      const slice = detailsOf(model.meta, { row, index });
      if (!slice || slice.start > range.end) break;
      details.push(slice);
    }
    return details;
  });
  return found.sort((x, y) => x.start - y.start).slice(0, limit);
}
