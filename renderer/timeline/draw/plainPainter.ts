/** The same rectangles by the 2D context, for windows without WebGL2. Patterns are told by an outline instead. */
import { Pattern } from '../view/palette.ts';
import type { Rects } from '../view/rects.ts';
import type { Painter } from './painter.ts';

export class PlainPainter implements Painter {
  readonly kind = '2d';
  private readonly styles = new Map<number, string>();

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly context: CanvasRenderingContext2D,
  ) {}

  paint({ shorts, words, count }: Rects, background: number): void {
    const { context, canvas } = this;
    context.fillStyle = this.style(background);
    context.fillRect(0, 0, canvas.width, canvas.height);
    let current = background;
    for (let i = 0; i < count; i++) {
      const colour = words[i * 3 + 2]!;
      if (colour !== current) {
        context.fillStyle = this.style(colour);
        current = colour;
      }
      const x = shorts[i * 6]!;
      const y = shorts[i * 6 + 1]!;
      const width = shorts[i * 6 + 2]!;
      const height = shorts[i * 6 + 3]!;
      if (colour >>> 24 === Pattern.plain || width < 6) context.fillRect(x, y, width, height);
      else this.striped(x, y, width, height, colour >>> 24 === Pattern.stripes);
    }
  }

  finish(): void {
    this.context.getImageData(0, 0, 1, 1);
  }

  dispose(): void {}

  private striped(x: number, y: number, width: number, height: number, filled: boolean): void {
    if (filled) this.context.fillRect(x, y + 3, width, height - 6);
    for (const edge of [y, y + height - 2]) this.context.fillRect(x, edge, width, 2);
  }

  private style(colour: number): string {
    let style = this.styles.get(colour);
    if (style === undefined) {
      style = `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
      this.styles.set(colour, style);
    }
    return style;
  }
}
