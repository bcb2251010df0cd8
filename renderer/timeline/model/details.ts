/** One slice or instant, with all that is known of it, independent of the tables: it stays true when they have forgotten it. */
import type { Site } from '../../../shared/dialect/ir.ts';
import type { ThreadInfo } from '../../../shared/trace/session.ts';
import { type Argument, argumentsOf } from '../../../shared/trace/arguments.ts';
import type { Row } from './lane.ts';
import { SliceFlag } from './pyramid.ts';
import type { TimelineMeta } from './timelineModel.ts';

export interface SliceDetails {
  kind: 'slice' | 'instant';
  /** Its category: `fault`, `mmap_lock.wait`, `wake`. */
  name: string;
  thread: ThreadInfo;
  /** ns; `end` is null while it has not ended. */
  start: number;
  end: number | null;
  /** Events were lost where it began or ended, so that it may be longer. */
  startUnknown: boolean;
  endUnknown: boolean;
  arguments: Argument[];
  /** Where in the sources it begins; null when the trace does not say. */
  site: Site | null;
}

/** Where a slice is kept: a row, and its index there or `openSlice`. */
export interface SlicePlace {
  row: Row;
  index: number;
}

/** The index of a slice that has not ended. */
export const openSlice = -2;

/** Null when it is not kept any more, or has ended meanwhile. */
export function detailsOf(meta: TimelineMeta, { row, index }: SlicePlace): SliceDetails | null {
  const { pyramid, open, depth, kind, lane } = row;
  const { slices } = pyramid;
  if (index === openSlice) {
    if (!open || open.category[depth]! < 0) return null;
    return details(open.category[depth]!, open.start[depth]!, null, open.a[depth]!, open.b[depth]!, null, open.site[depth]!, 0);
  }
  if (index < slices.first || index >= slices.count) return null;
  const columns = slices.chunk(index);
  const at = slices.at(index);
  const flags = columns.flags[at]!;
  const result = kind.instants || flags & SliceFlag.endUnknown ? null : columns.result[at]!;
  return details(columns.category[at]!, columns.start[at]!, columns.end[at]!, columns.a[at]!, columns.b[at]!, result, columns.site[at]!, flags);

  function details(category: number, start: number, end: number | null, a: number, b: number, result: number | null, site: number, flags: number): SliceDetails {
    const { name } = kind.categories[category]!;
    return {
      kind: kind.instants ? 'instant' : 'slice',
      name,
      thread: lane.thread,
      start,
      end,
      startUnknown: (flags & SliceFlag.startUnknown) !== 0,
      endUnknown: (flags & SliceFlag.endUnknown) !== 0,
      arguments: argumentsOf(name, a, b, result, meta.threads),
      site: meta.sites[site] ?? null,
    };
  }
}

/** The place of the slice before or after one in its row; null at the row's ends. */
export function neighbour({ row, index }: SlicePlace, step: 1 | -1): SlicePlace | null {
  const { slices } = row.pyramid;
  const isOpen = row.open !== null && row.open.category[row.depth]! >= 0;
  const next = (index === openSlice ? slices.count : index) + step;
  if (next === slices.count && isOpen) return { row, index: openSlice };
  return next >= slices.first && next < slices.count ? { row, index: next } : null;
}
