/** The layer above the rectangles: labels where they fit, the time axis, the marked range and the chosen slice. */
import { openSlice } from '../model/details.ts';
import { type Palette, surfaces } from '../view/palette.ts';
import type { Label } from '../view/scene.ts';
import type { Tick } from '../view/ticks.ts';
import type { Pen, Size } from './pen.ts';

export const axisHeight = 24;
/** Space left and right of a label, CSS pixels. */
const inset = 4;
export const font = '11px system-ui, -apple-system, "Segoe UI", Ubuntu, Cantarell, "Noto Sans", "Liberation Sans", sans-serif';

export interface Overlay {
  labels: readonly Label[];
  ticks: readonly { x: number; tick: Tick }[];
  /** Device pixels from the left, top of the lanes. */
  range: { from: number; to: number } | null;
  chosen: { x: number; y: number; width: number; height: number } | null;
  markers: readonly { label: string; x: number }[];
  /** From a wake-up to the wait that it ends. */
  arrows: readonly { fromX: number; fromY: number; toX: number; toY: number }[];
  /** Device pixels scrolled down. */
  scroll: number;
  scale: number;
  palette: Palette;
}

export class TextLayer {
  private readonly widths = new Map<string, number>();

  /** @param canvas what `context` draws on, device pixels. */
  constructor(
    private readonly context: Pen,
    private readonly canvas: Readonly<Size>,
  ) {}

  draw(overlay: Overlay): void {
    const { context, canvas } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.drawLabels(overlay);
    this.drawArrows(overlay);
    this.drawMarks(overlay);
    this.drawAxis(overlay);
    this.drawMarkers(overlay);
  }

  private drawLabels({ labels, scroll, scale, palette }: Overlay): void {
    const { context } = this;
    context.font = this.font(scale);
    context.textBaseline = 'middle';
    const axis = axisHeight * scale;
    for (const { row, slice, category, x, width } of labels) {
      const { instants, categories } = row.row.kind;
      const { name, colour } = categories[category]!;
      const y = (row.top + row.height / 2) * scale - scroll + axis;
      const room = width - 2 * inset * scale;
      const text = slice === openSlice ? `${name} …` : name;
      if (y < axis || this.width(text, scale) > room) continue;
      context.fillStyle = instants ? surfaces[palette.theme].faint : palette.ink[colour]!;
      context.fillText(text, Math.max(x, 0) + inset * scale + (instants ? scale : 0), y);
    }
  }

  private drawMarks({ range, chosen, scale, palette }: Overlay): void {
    const { context, canvas } = this;
    const axis = axisHeight * scale;
    const { text, mark, markedRange } = surfaces[palette.theme];
    if (range) {
      context.fillStyle = markedRange;
      context.fillRect(range.from, axis, range.to - range.from, canvas.height - axis);
      context.fillStyle = mark;
      for (const x of [range.from, range.to]) context.fillRect(Math.round(x), 0, Math.max(1, scale), canvas.height);
    }
    if (chosen) {
      context.strokeStyle = text;
      context.lineWidth = 2 * scale;
      context.strokeRect(chosen.x - scale, chosen.y - scale + axis, chosen.width + 2 * scale, chosen.height + 2 * scale);
    }
  }

  private drawArrows({ arrows, scale, palette }: Overlay): void {
    const { context } = this;
    const axis = axisHeight * scale;
    context.strokeStyle = context.fillStyle = surfaces[palette.theme].arrow;
    context.lineWidth = 1.5 * scale;
    for (const { fromX, fromY, toX, toY } of arrows) {
      const [y1, y2] = [fromY + axis, toY + axis];
      const bend = Math.max(16 * scale, (toX - fromX) / 2);
      context.beginPath();
      context.moveTo(fromX, y1);
      context.bezierCurveTo(fromX + bend, y1, toX - bend, y2, toX - 5 * scale, y2);
      context.stroke();
      context.beginPath();
      context.moveTo(toX, y2);
      context.lineTo(toX - 7 * scale, y2 - 4 * scale);
      context.lineTo(toX - 7 * scale, y2 + 4 * scale);
      context.fill();
    }
  }

  private drawMarkers({ markers, scale, palette }: Overlay): void {
    const { context, canvas } = this;
    const { mark, lane } = surfaces[palette.theme];
    context.font = this.font(scale);
    const [line, flag] = [Math.max(1, Math.round(scale)), 16 * scale];
    for (const { label, x } of markers) {
      // Left of its line: what the axis says of that moment stands to the right.
      const left = x < flag ? x : x + line - flag;
      context.fillStyle = mark;
      context.fillRect(x, 0, line, canvas.height);
      context.fillRect(left, 0, flag, 14 * scale);
      context.fillStyle = lane;
      context.fillText(label, left + 5 * scale, 7 * scale);
    }
  }

  private drawAxis({ ticks, scale, palette }: Overlay): void {
    const { context, canvas } = this;
    const surface = surfaces[palette.theme];
    const axis = axisHeight * scale;
    context.fillStyle = surface.laneOdd;
    context.fillRect(0, 0, canvas.width, axis);
    context.fillStyle = surface.line;
    context.fillRect(0, axis - scale, canvas.width, scale);
    context.font = this.font(scale);
    for (const { x, tick } of ticks) {
      context.fillStyle = surface.line;
      context.fillRect(x, axis - 7 * scale, Math.max(1, Math.round(scale)), 7 * scale);
      context.fillStyle = surface.faint;
      context.fillText(tick.label, x + inset * scale, axis / 2);
    }
  }

  private width(text: string, scale: number): number {
    let width = this.widths.get(text);
    if (width === undefined) {
      this.context.font = this.font(1);
      width = this.context.measureText(text).width;
      this.context.font = this.font(scale);
      this.widths.set(text, width);
    }
    return width * scale;
  }

  private font(scale: number): string {
    return font.replace('11px', `${11 * scale}px`);
  }
}
