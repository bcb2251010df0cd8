/** What a marked range of time holds, for the tables beside the picture. */
import { Durations } from '../../../shared/trace/durations.ts';
import type { RangeLine } from '../../../shared/trace/range-lines.ts';
import { isWithin, type TimeRange } from '../../../shared/trace/time-range.ts';
import { detailsOf, type SliceDetails } from '../model/details.ts';
import { firstEndingFrom } from '../model/find.ts';
import type { Pyramid } from '../model/pyramid.ts';
import { rangeStatistics } from '../model/statistics.ts';
import type { TimelineModel } from '../model/timelineModel.ts';

export type { TimeRange };

/** A line for each category of each thread that is there; slices that have not ended are left out. */
export function rangeLines(model: TimelineModel, range: TimeRange): RangeLine[] {
  const lines = new Map<string, RangeLine>();
  const durations = new Map<string, Durations>();
  for (const { lane, kind, pyramid } of model.rows()) {
    const { slices, busy, approximate } = rangeStatistics(pyramid, range.start, range.end);
    for (const [category, { name }] of kind.categories.entries()) {
      if (slices[category] === 0) continue;
      const key = `${lane.thread.index}/${name}`;
      const line = lines.get(key) ?? { thread: lane.thread.name, category: name, count: 0, busy: kind.instants ? null : 0, average: null, median: null, p95: null, longest: null, approximate: false };
      line.count += slices[category]!;
      line.approximate ||= approximate;
      if (line.busy !== null) {
        line.busy += busy[category]!;
        line.average = line.busy / line.count;
        if (!line.approximate) collect(pyramid, category, range, listed(durations, key));
      }
      lines.set(key, line);
    }
  }
  for (const [key, line] of lines) {
    const single = durations.get(key);
    if (line.approximate || single?.count !== line.count) continue;
    Object.assign(line, { median: single.percentile(0.5), p95: single.percentile(0.95), longest: single.longest });
  }
  return [...lines.values()];
}

/** How long each kept slice of a category is that is within a range, if only in part. */
function collect(pyramid: Pyramid, category: number, range: TimeRange, durations: Durations): void {
  const { slices } = pyramid;
  for (let index = firstEndingFrom(pyramid, range.start); index < slices.count; index++) {
    const columns = slices.chunk(index);
    const at = slices.at(index);
    if (columns.start[at]! > range.end) break;
    if (columns.category[at] === category && isWithin(range, columns.start[at]!, columns.end[at]!)) durations.add(columns.end[at]! - columns.start[at]!);
  }
}

function listed(lists: Map<string, Durations>, key: string): Durations {
  const known = lists.get(key);
  if (known) return known;
  const made = new Durations(Infinity);
  lists.set(key, made);
  return made;
}

/** The first slices and instants of a range in the order of time, at most `limit`. */
export function rangeSlices(model: TimelineModel, range: TimeRange, limit: number): SliceDetails[] {
  const found = model.rows().flatMap((row) => {
    const first = firstEndingFrom(row.pyramid, range.start);
    const details: SliceDetails[] = [];
    for (let index = first; details.length < limit && index < row.pyramid.slices.count; index++) {
      const slice = detailsOf(model.meta, { row, index });
      if (!slice || slice.start > range.end) break;
      if (isWithin(range, slice.start, slice.end ?? Infinity)) details.push(slice);
    }
    return details;
  });
  return found.sort((x, y) => x.start - y.start).slice(0, limit);
}
