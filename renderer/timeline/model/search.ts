/**
 * Finds slices by words: of what they are (`mmap_lock.wait`), where in the sources they begin (`page_fault`), which thread they are in, or
 * the numbers that came with them (`0x1f000`: an address, a lock). All words must fit.
 */
import { openSlice, type SlicePlace } from './details.ts';
import { firstEndingFrom } from './find.ts';
import type { Row } from './lane.ts';
import type { TimelineModel } from './timelineModel.ts';

interface Word {
  text: string;
  /** The word as a number, NaN when it is none. */
  number: number;
}

/** The first slice that begins after `time` (ns; before it when backwards), or null. */
export function searchSlices(model: TimelineModel, query: string, time: number, direction: 1 | -1): SlicePlace | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).map((text): Word => ({ text, number: /^(0x[0-9a-f]+|\d+)$/.test(text) ? Number(text) : NaN }));
  if (words.length === 0) return null;
  const sites = words.map(({ text }) => new Set(model.meta.sites.flatMap(({ fn, file }, i) => (fn.toLowerCase().includes(text) || file.toLowerCase().includes(text) ? [i] : []))));
  let best: { place: SlicePlace; start: number } | null = null;
  for (const row of model.rows()) {
    const found = searchRow(row, words, sites, time, direction);
    if (found && (!best || (direction > 0 ? found.start < best.start : found.start > best.start))) best = found;
  }
  return best?.place ?? null;
}

function searchRow(row: Row, words: Word[], sites: Set<number>[], time: number, direction: 1 | -1): { place: SlicePlace; start: number } | null {
  const { slices } = row.pyramid;
  const { open, depth } = row;
  const thread = row.lane.thread.name.toLowerCase();
  // What does not depend on the slice: by category, which words still have to be found in its numbers or its place.
  const rest = row.kind.categories.map(({ name }) => words.flatMap(({ text }, i) => (name.toLowerCase().includes(text) || thread.includes(text) ? [] : [i])));
  const fits = (category: number, a: number, b: number, site: number): boolean =>
    rest[category]!.every((i) => a === words[i]!.number || b === words[i]!.number || sites[i]!.has(site));
  if (rest.every((left) => left.some((i) => Number.isNaN(words[i]!.number) && sites[i]!.size === 0))) return null;

  const openFits = open !== null && open.category[depth]! >= 0 && fits(open.category[depth]!, open.a[depth]!, open.b[depth]!, open.site[depth]!);
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
    if (fits(columns.category[at]!, columns.a[at]!, columns.b[at]!, columns.site[at]!)) return { place: { row, index }, start };
  }
  return openFound;
}
