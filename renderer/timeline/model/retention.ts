/**
 * Bounded memory: when the slices outgrow their share, the oldest are forgotten one by one and their sums stay; when those
 * outgrow theirs, the finest sums go next. So a long session keeps its whole history, the older the coarser.
 */
import type { ChunkedTable, Columns } from './chunkedTable.ts';
import type { Pyramid } from './pyramid.ts';

export interface TimelineLimits {
  /** Memory for single slices, bytes. */
  detailBytes: number;
  /** Memory for sums over them, bytes: half of it for the finest level, a quarter for the next, … */
  summaryBytes: number;
  /** Slices are forgotten so many at a time; a power of two, at least 16. */
  chunkRows: number;
}

export const defaultLimits: TimelineLimits = { detailBytes: 192 << 20, summaryBytes: 64 << 20, chunkRows: 4096 };

/** Forgets what exceeds the limits; each table keeps at least the chunk that it is filling. */
export function keepWithin(limits: TimelineLimits, pyramids: readonly Pyramid[]): void {
  forgetOldest(pyramids.map((pyramid) => pyramid.slices), limits.detailBytes);
  const levels = Math.max(0, ...pyramids.map((pyramid) => pyramid.levels.length));
  for (let level = 0; level < levels; level++) {
    const tables = pyramids.map((pyramid) => pyramid.levels[level]).filter((table) => table !== undefined);
    forgetOldest(tables, limits.summaryBytes / 2 ** (level + 1));
  }
}

/** Of all rows' tables together, so that detail reaches equally far back in each. */
function forgetOldest(tables: ChunkedTable<Columns<'end'>>[], limit: number): void {
  let bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  while (bytes > limit) {
    const oldest = tableWithOldestChunk(tables);
    if (!oldest) return;
    bytes -= oldest.bytes;
    oldest.forgetOldestChunk();
    bytes += oldest.bytes;
  }
}

function tableWithOldestChunk(tables: ChunkedTable<Columns<'end'>>[]): ChunkedTable<Columns<'end'>> | undefined {
  let oldest: ChunkedTable<Columns<'end'>> | undefined;
  let oldestEnd = Infinity;
  for (const table of tables) {
    if (!table.hasFullChunk) continue;
    const end = table.chunk(table.first).end[table.chunkRows - 1]!;
    if (end >= oldestEnd) continue;
    oldest = table;
    oldestEnd = end;
  }
  return oldest;
}
