/**
 * A table that grows at its end and is forgotten from its beginning, in chunks of typed-array columns: growing never copies
 * what is already there, and forgetting frees memory at once. Rows keep their index for ever.
 *
 * ```
 *      forgotten     kept                              next row
 *   0 ┌ ─ ─ ─ ┐ first ┌────────┬────────┬──────      ┐ count
 *     └ ─ ─ ─ ┘       └ chunk ─┴ chunk ─┴ growing …  ┘
 * ```
 */
export type Column = Float64Array | Uint32Array | Uint8Array;
/** Columns of one chunk; a column may hold several values a row, one after another. */
export type Columns<K extends string = string> = Record<K, Column>;

const firstCapacity = 16;

export class ChunkedTable<C extends Columns> {
  /** Index of the oldest row that is kept; a multiple of `chunkRows`. */
  first = 0;
  /** Rows ever added: the next one's index. */
  count = 0;
  /** Memory held. */
  bytes = 0;
  private chunks: C[] = [];
  private lastCapacity = 0;

  /** @param chunkRows rows of a full chunk: a power of two, at least 16. */
  constructor(
    readonly chunkRows: number,
    private readonly allocate: (rows: number) => C,
  ) {}

  /** The chunk that row `index` lies in; its place there is `at(index)`. The row must be kept. */
  chunk(index: number): C {
    return this.chunks[Math.floor((index - this.first) / this.chunkRows)]!;
  }

  at(index: number): number {
    return index % this.chunkRows;
  }

  /** Room for one more row; answers its index. Its values are 0. */
  add(): number {
    const at = this.at(this.count);
    if (at === 0) this.open();
    else if (at === this.lastCapacity) this.grow();
    return this.count++;
  }

  /** Rows that never were here: they count, and are forgotten. None may be added after them. */
  leaveOut(rows: number): void {
    this.first = this.count = rows;
  }

  /** Whether the oldest chunk is full, so that it can be forgotten. */
  get hasFullChunk(): boolean {
    return this.count - this.first >= this.chunkRows;
  }

  forgetOldestChunk(): void {
    this.bytes -= size(this.chunks.shift()!);
    this.first += this.chunkRows;
  }

  private open(): void {
    // A table that has filled a chunk will fill the next; one that has not yet may stay small for ever.
    this.lastCapacity = this.chunks.length === 0 && this.first === 0 ? Math.min(firstCapacity, this.chunkRows) : this.chunkRows;
    const chunk = this.allocate(this.lastCapacity);
    this.chunks.push(chunk);
    this.bytes += size(chunk);
  }

  private grow(): void {
    this.lastCapacity *= 2;
    const small = this.chunks.pop()!;
    const large = this.allocate(this.lastCapacity);
    for (const name in small) large[name]!.set(small[name]!);
    this.chunks.push(large);
    this.bytes += size(large) - size(small);
  }
}

function size(columns: Columns): number {
  return Object.values(columns).reduce((sum, column) => sum + column.byteLength, 0);
}
