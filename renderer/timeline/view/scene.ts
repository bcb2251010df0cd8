/** What one frame shows: rectangles for the graphics card, and which of them are large enough for a label. Device pixels. */
import type { Layout, PlacedRow } from './layout.ts';
import type { Palette } from './palette.ts';
import { Rects } from './rects.ts';
import { strengths } from './columnSums.ts';
import { type PixelRange, Segmenter } from './segmenter.ts';
import { mixed, type Segments } from './segments.ts';

/** A place for text: on a slice, or beside an instant. */
export interface Label {
  row: PlacedRow;
  /** Index of the slice, or `openSlice`. */
  slice: number;
  category: number;
  x: number;
  width: number;
}

export interface SceneView extends PixelRange {
  height: number;
  /** Pixels scrolled down. */
  scroll: number;
  /** Device pixels for one CSS pixel. */
  scale: number;
  /** The session's newest time, ns. */
  now: number;
  /** Pixels of the vertical lines, from the left one. */
  gridLines: readonly number[];
}

/** CSS pixels that a label needs at least. */
const labelWidth = 34;
/** From this width on, a slice is drawn a pixel shorter, so that neighbours are told apart. */
const separatedWidth = 4;
/** An instant is a tick of so many CSS pixels. */
const tickWidth = 2;

export class Scene {
  readonly rects = new Rects();
  readonly labels: Label[] = [];
  private readonly segmenter = new Segmenter();

  build(layout: Layout, view: SceneView, palette: Palette): void {
    this.rects.count = 0;
    this.labels.length = 0;
    const { scroll, height, scale } = view;
    for (const [index, lane] of layout.lanes.entries()) {
      const top = Math.round(lane.top * scale) - scroll;
      const bottom = Math.round((lane.top + lane.height) * scale) - scroll;
      if (bottom <= 0 || top >= height) continue;
      this.rects.add(0, top, view.width, bottom - top, index % 2 === 0 ? palette.lane : palette.laneOdd);
      for (const x of view.gridLines) this.rects.add(x, top, 1, bottom - top, palette.line);
      this.rects.add(0, bottom - 1, view.width, 1, palette.line);
      this.addGaps(this.segmenter.run({ pyramid: lane.lane.gaps, open: null, depth: 0 }, view, view.now), top, bottom - top, palette);
      for (const row of lane.rows) this.addRow(row, view, palette);
    }
  }

  private addGaps(gaps: Segments, top: number, height: number, palette: Palette): void {
    for (let i = 0; i < gaps.count; i++) this.rects.add(gaps.from[i]!, top, gaps.to[i]! - gaps.from[i]!, height - 1, palette.gap);
  }

  private addRow(placed: PlacedRow, view: SceneView, palette: Palette): void {
    const { row } = placed;
    const y = Math.round(placed.top * view.scale) - view.scroll;
    const height = Math.round(placed.height * view.scale);
    if (y >= view.height || y + height <= 0) return;
    const segments = this.segmenter.run(row, view, view.now);
    const { categories, instants } = row.kind;
    for (let i = 0; i < segments.count; i++) {
      const from = segments.from[i]!;
      const single = segments.slice[i] !== mixed;
      const width = instants ? Math.max(segments.to[i]! - from, tickWidth * view.scale) : segments.to[i]! - from;
      const category = segments.category[i]!;
      const colour = palette.packed[categories[category]!.colour * strengths + segments.strength[i]! - 1]!;
      this.rects.add(from, y, single && width >= separatedWidth * view.scale ? width - 1 : width, height, colour);
      if (!single) continue;
      const room = instants ? (i + 1 < segments.count ? segments.from[i + 1]! : view.width) - from : width;
      if (room >= labelWidth * view.scale) this.labels.push({ row: placed, slice: segments.slice[i]!, category, x: from, width: room });
    }
  }
}
