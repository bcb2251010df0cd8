/**
 * Rectangles for one frame, laid out as the graphics card reads them, and reused from frame to frame.
 *
 * ```
 *   12 bytes each:  x i16 │ y i16 │ width i16 │ height i16 │ r g b pattern   (device pixels)
 * ```
 */
export const RECT_BYTES = 12;

export class Rects {
  count = 0;
  buffer = new ArrayBuffer(RECT_BYTES * 4096);
  shorts = new Int16Array(this.buffer);
  words = new Uint32Array(this.buffer);

  add(x: number, y: number, width: number, height: number, colour: number): void {
    if ((this.count + 1) * RECT_BYTES > this.buffer.byteLength) this.grow();
    const short = this.count * 6;
    this.shorts[short] = x;
    this.shorts[short + 1] = y;
    this.shorts[short + 2] = width;
    this.shorts[short + 3] = height;
    this.words[this.count * 3 + 2] = colour;
    this.count++;
  }

  private grow(): void {
    const old = this.words;
    this.buffer = new ArrayBuffer(this.buffer.byteLength * 2);
    this.shorts = new Int16Array(this.buffer);
    this.words = new Uint32Array(this.buffer);
    this.words.set(old);
  }
}
