/**
 * The slices of one row, which never overlap, and their levels of detail: each node of a level sums up 8 entries of the level
 * below, so a frame looks at as many entries as it has pixels, however many slices there are.
 *
 * ```
 *   levels[1]  [───────────── 64 slices ─────────────]
 *   levels[0]  [── 8 ──][── 8 ──] …          [── 8 ──]  tail: fewer than 8 nodes not summed up yet
 *   slices     ▮▮ ▮ ▮▮▮ …                               tail: fewer than 8 slices
 * ```
 * Built while slices arrive; the finer levels may be forgotten from their beginning, and then the coarser ones still tell
 * what was there. An instant is a slice of no duration.
 */
import { ChunkedTable } from './chunkedTable.ts';

export const FAN_OUT = 8;

/** Slices as columns; times in ns. */
export type SliceColumns = {
  start: Float64Array;
  end: Float64Array;
  /** Arguments of the beginning. */
  a: Uint32Array;
  b: Uint32Array;
  /** The end's `b`: what came of it. */
  result: Uint32Array;
  site: Uint32Array;
  /** Index into the row's categories. */
  category: Uint8Array;
  /** `SliceFlag`s. */
  flags: Uint8Array;
};

/** Sums over the slices below; `slices` and `busy` (ns) have one value for each of the row's categories. */
export type NodeColumns = {
  start: Float64Array;
  end: Float64Array;
  slices: Uint32Array;
  busy: Float64Array;
};

export const SliceFlag = { startUnknown: 1, endUnknown: 2 } as const;

/** Rows of a chunk. */
export interface ChunkRows {
  slices: number;
  nodes: number;
}

export class Pyramid {
  readonly slices: ChunkedTable<SliceColumns>;
  readonly levels: ChunkedTable<NodeColumns>[] = [];
  /** End of the newest slice; the next one starts no earlier. */
  lastEnd = -Infinity;

  constructor(
    readonly categoryCount: number,
    private readonly chunkRows: ChunkRows,
  ) {
    this.slices = new ChunkedTable(chunkRows.slices, sliceColumns);
  }

  append(start: number, end: number, a: number, b: number, result: number, site: number, category: number, flags: number): void {
    const { slices } = this;
    const index = slices.add();
    const columns = slices.chunk(index);
    const at = slices.at(index);
    columns.start[at] = start;
    columns.end[at] = end;
    columns.a[at] = a;
    columns.b[at] = b;
    columns.result[at] = result;
    columns.site[at] = site;
    columns.category[at] = category;
    columns.flags[at] = flags;
    this.lastEnd = end;
    if (slices.count % FAN_OUT === 0) this.sumUpSlices();
  }

  /** Sums whose slices are not here, as columns with a value for each node. Nothing may be appended after them. */
  appendSums(nodes: NodeColumns, count: number): void {
    const { categoryCount } = this;
    const level = (this.levels[0] ??= this.newLevel());
    for (let i = 0; i < count; i++) {
      const index = level.add();
      const node = level.chunk(index);
      const at = level.at(index);
      node.start[at] = nodes.start[i]!;
      node.end[at] = nodes.end[i]!;
      for (let c = 0; c < categoryCount; c++) {
        node.slices[at * categoryCount + c] = nodes.slices[i * categoryCount + c]!;
        node.busy[at * categoryCount + c] = nodes.busy[i * categoryCount + c]!;
      }
      if (level.count % FAN_OUT === 0) this.sumUpLevel(0);
    }
    this.slices.leaveOut(level.count * FAN_OUT);
    this.lastEnd = count > 0 ? nodes.end[count - 1]! : this.lastEnd;
  }

  private sumUpSlices(): void {
    const first = this.slices.count - FAN_OUT;
    const from = this.slices.chunk(first);
    const fromAt = this.slices.at(first);
    const level = (this.levels[0] ??= this.newLevel());
    const index = level.add();
    const node = level.chunk(index);
    const at = level.at(index);
    const sums = at * this.categoryCount;
    node.start[at] = from.start[fromAt]!;
    node.end[at] = from.end[fromAt + FAN_OUT - 1]!;
    for (let i = fromAt; i < fromAt + FAN_OUT; i++) {
      const sum = sums + from.category[i]!;
      node.slices[sum]!++;
      node.busy[sum]! += from.end[i]! - from.start[i]!;
    }
    if (level.count % FAN_OUT === 0) this.sumUpLevel(0);
  }

  private sumUpLevel(below: number): void {
    const children = this.levels[below]!;
    const first = children.count - FAN_OUT;
    const from = children.chunk(first);
    const fromAt = children.at(first);
    const level = (this.levels[below + 1] ??= this.newLevel());
    const index = level.add();
    const node = level.chunk(index);
    const at = level.at(index);
    const { categoryCount } = this;
    node.start[at] = from.start[fromAt]!;
    node.end[at] = from.end[fromAt + FAN_OUT - 1]!;
    for (let i = 0; i < FAN_OUT * categoryCount; i++) {
      const sum = at * categoryCount + (i % categoryCount);
      node.slices[sum]! += from.slices[fromAt * categoryCount + i]!;
      node.busy[sum]! += from.busy[fromAt * categoryCount + i]!;
    }
    if (level.count % FAN_OUT === 0) this.sumUpLevel(below + 1);
  }

  private newLevel(): ChunkedTable<NodeColumns> {
    const { categoryCount } = this;
    return new ChunkedTable(this.chunkRows.nodes, (rows) => ({
      start: new Float64Array(rows),
      end: new Float64Array(rows),
      slices: new Uint32Array(rows * categoryCount),
      busy: new Float64Array(rows * categoryCount),
    }));
  }
}

function sliceColumns(rows: number): SliceColumns {
  return {
    start: new Float64Array(rows),
    end: new Float64Array(rows),
    a: new Uint32Array(rows),
    b: new Uint32Array(rows),
    result: new Uint32Array(rows),
    site: new Uint32Array(rows),
    category: new Uint8Array(rows),
    flags: new Uint8Array(rows),
  };
}
