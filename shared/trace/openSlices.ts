/**
 * Slices of one row kind in one thread that have begun and not ended. Each holds a depth of its own, the lowest that is free,
 * so that the slices of one depth follow each other and never overlap.
 *
 * ```
 *   depth 0  [ vma_lock.read A       ]      [ …
 *   depth 1        [ vma_lock.read B       ]        locks need not be released in the order they were taken
 * ```
 */
export const maxDepth = 8;

export class OpenSlices {
  /** By depth; `category` is -1 where none is open. */
  readonly category = new Int16Array(maxDepth).fill(-1);
  readonly start = new Float64Array(maxDepth);
  readonly a = new Uint32Array(maxDepth);
  readonly b = new Uint32Array(maxDepth);
  readonly site = new Uint32Array(maxDepth);
  private readonly order = new Uint32Array(maxDepth);
  private begun = 0;

  /** Opens a slice and answers its depth, or -1 when all depths are taken. */
  begin(category: number, start: number, a: number, b: number, site: number): number {
    const depth = this.freeDepth();
    if (depth < 0) return -1;
    this.category[depth] = category;
    this.start[depth] = start;
    this.a[depth] = a;
    this.b[depth] = b;
    this.site[depth] = site;
    this.order[depth] = this.begun++;
    return depth;
  }

  /** Depth of the slice that an end belongs to: of its category the newest with the same `a`, else the newest; -1 without any. */
  matching(category: number, a: number): number {
    const same = this.newest(category, a);
    return same >= 0 ? same : this.newest(category, null);
  }

  /** The newest open slice of a category, with argument `a` unless that is null. */
  newest(category: number, a: number | null): number {
    let found = -1;
    for (let depth = 0; depth < maxDepth; depth++) {
      if (this.category[depth] !== category || (a !== null && this.a[depth] !== a)) continue;
      if (found < 0 || this.order[depth]! > this.order[found]!) found = depth;
    }
    return found;
  }

  close(depth: number): void {
    this.category[depth] = -1;
  }

  freeDepth(): number {
    return this.category.indexOf(-1);
  }
}
