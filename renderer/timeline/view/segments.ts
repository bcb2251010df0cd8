/** Runs of pixels of one colour, in a row: what one row of the timeline shows. */

/** `Segments.slice` of what is no single slice. */
export const mixed = -1;


/** In order, not overlapping; reused from row to row. */
export class Segments {
  count = 0;
  /** Pixels from the left one, end exclusive. */
  from = new Int32Array(512);
  to = new Int32Array(512);
  /** Place among the row's categories. */
  category = new Uint8Array(512);
  /** 1 to `strengths`. */
  strength = new Uint8Array(512);
  /** Index of the slice, `mixed` or `openSlice`. */
  slice = new Float64Array(512);

  add(from: number, to: number, category: number, strength: number, slice: number): void {
    const last = this.count - 1;
    if (slice === mixed && last >= 0 && this.slice[last] === mixed && this.to[last] === from && this.category[last] === category && this.strength[last] === strength) {
      this.to[last] = to;
      return;
    }
    if (this.count === this.from.length) this.grow();
    const at = this.count++;
    this.from[at] = from;
    this.to[at] = to;
    this.category[at] = category;
    this.strength[at] = strength;
    this.slice[at] = slice;
  }

  private grow(): void {
    for (const name of ['from', 'to', 'category', 'strength', 'slice'] as const) {
      const grown = new (this[name].constructor as Int32ArrayConstructor)(this.count * 2);
      grown.set(this[name]);
      Object.assign(this, { [name]: grown });
    }
  }
}
