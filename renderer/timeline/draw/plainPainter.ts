/** The same rectangles by the 2D context, for windows without WebGL2. Patterns are told by an outline instead. */
import { Pattern } from '../view/palette.ts';
import type { Rects } from '../view/rects.ts';
import type { Painter } from './painter.ts';
import type { Pen, Size } from './pen.ts';

export class PlainPainter implements Painter {
  readonly kind = '2d';

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly context: CanvasRenderingContext2D,
  ) {}

  paint(rects: Rects, background: number): void {
    paintPlain(this.context, this.canvas, rects, background);
  }

  finish(): void {
    this.context.getImageData(0, 0, 1, 1);
  }

  dispose(): void {}
}

/** @param background packed as in `Palette`. */
export function paintPlain(pen: Pen, { width: whole, height: high }: Readonly<Size>, { shorts, words, count }: Rects, background: number): void {
  pen.fillStyle = styleOf(background);
  pen.fillRect(0, 0, whole, high);
  let current = background;
  for (let i = 0; i < count; i++) {
    const colour = words[i * 3 + 2]!;
    if (colour !== current) {
      pen.fillStyle = styleOf(colour);
      current = colour;
    }
    const x = shorts[i * 6]!;
    const y = shorts[i * 6 + 1]!;
    const width = shorts[i * 6 + 2]!;
    const height = shorts[i * 6 + 3]!;
    if (colour >>> 24 === Pattern.plain || width < 6) pen.fillRect(x, y, width, height);
    else striped(pen, x, y, width, height, colour >>> 24 === Pattern.stripes);
  }
}

function striped(pen: Pen, x: number, y: number, width: number, height: number, filled: boolean): void {
  if (filled) pen.fillRect(x, y + 3, width, height - 6);
  for (const edge of [y, y + height - 2]) pen.fillRect(x, edge, width, 2);
}

const styles = new Map<number, string>();

function styleOf(colour: number): string {
  let style = styles.get(colour);
  if (style === undefined) {
    style = `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
    styles.set(colour, style);
  }
  return style;
}
