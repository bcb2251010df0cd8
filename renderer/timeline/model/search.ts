/** Finds slices that are kept by the words of a query (shared/trace/query.ts). */
import { fits, Query } from '../../../shared/trace/query.ts';
import { openSlice, type SlicePlace } from './details.ts';
import { firstEndingFrom } from './find.ts';
import type { Row } from './lane.ts';
import type { TimelineModel } from './timelineModel.ts';

/** The first slice that begins after `time` (ns; before it when backwards), or null. */
export function searchSlices(model: TimelineModel, words: string, time: number, direction: 1 | -1): SlicePlace | null {
  const query = Query.of(words, model.meta.sites);
  if (!query) return null;
  let best: { place: SlicePlace; start: number } | null = null;
  for (const row of model.rows()) {
    const found = searchRow(row, query, time, direction);
    if (found && (!best || (direction > 0 ? found.start < best.start : found.start > best.start))) best = found;
  }
  return best?.place ?? null;
}

function searchRow(row: Row, query: Query, time: number, direction: 1 | -1): { place: SlicePlace; start: number } | null {
  const { slices } = row.pyramid;
  const { open, depth } = row;
  // What does not depend on the slice, by category.
  const rest = row.kind.categories.map(({ name }) => query.rest(name, row.lane.thread.name));
  if (rest.every((left) => left === null)) return null;
  const matches = (category: number, a: number, b: number, site: number): boolean => {
    const words = rest[category];
    return words ? fits(words, a, b, site) : false;
  };

  const openFits = open !== null && open.category[depth]! >= 0 && matches(open.category[depth]!, open.a[depth]!, open.b[depth]!, open.site[depth]!);
  const openFound = openFits && (direction > 0 ? open.start[depth]! > time : open.start[depth]! < time) ? { place: { row, index: openSlice }, start: open.start[depth]! } : null;
  if (direction < 0 && openFound) return openFound;
  // The first one that ends from then on may begin on either side of it.
  for (let index = firstEndingFrom(row.pyramid, time); index >= slices.first && index <= slices.count; index += direction) {
    if (index === slices.count) {
      if (direction > 0) break;
      continue;
    }
    const columns = slices.chunk(index);
    const at = slices.at(index);
    const start = columns.start[at]!;
    if (direction > 0 ? start <= time : start >= time) continue;
    if (matches(columns.category[at]!, columns.a[at]!, columns.b[at]!, columns.site[at]!)) return { place: { row, index }, start };
  }
  return openFound;
}
