/** The two stacked canvases and one frame on them. It keeps nothing but what spares work: each frame is drawn from its state. */
import type { TimelineModel } from '../model/timelineModel.ts';
import type { Arrow } from '../view/arrows.ts';
import type { Layout } from '../view/layout.ts';
import { type Palette, paletteOf, type Theme } from '../view/palette.ts';
import { Scene, type SceneView } from '../view/scene.ts';
import { ticks } from '../view/ticks.ts';
import type { Viewport } from '../view/viewport.ts';
import { type Painter, painterFor } from './painter.ts';
import { axisHeight, TextLayer } from './textLayer.ts';

/** CSS pixels between marks of the time axis, at least. */
const tickSpacing = 110;

export interface Frame {
  model: TimelineModel;
  layout: Layout;
  view: Viewport;
  /** CSS pixels scrolled down. */
  scroll: number;
  theme: Theme;
  /** Where the time axis begins, ns. */
  zero: number;
  /** The marked range, ns. */
  range: { start: number; end: number } | null;
  /** Marks in time, ns. */
  markers: readonly { label: string; time: number }[];
  arrows: readonly Arrow[];
  /** The chosen slice: its times in ns, its row's place in CSS pixels from the top of all lanes. */
  chosen: { start: number; end: number; top: number; height: number } | null;
}

export class Stage {
  private readonly painter: Painter;
  private readonly text: TextLayer;
  private readonly scene = new Scene();
  private palette: Palette = paletteOf('light');
  private scale = 1;

  constructor(
    private readonly rectCanvas: HTMLCanvasElement,
    private readonly textCanvas: HTMLCanvasElement,
  ) {
    this.painter = painterFor(rectCanvas);
    this.text = new TextLayer(textCanvas);
  }

  get kind(): Painter['kind'] {
    return this.painter.kind;
  }

  /** Size of the text canvas in CSS pixels; the rectangles begin below the axis. */
  resize(width: number, height: number, scale: number): void {
    this.scale = scale;
    this.textCanvas.width = this.rectCanvas.width = Math.max(1, Math.round(width * scale));
    this.textCanvas.height = Math.max(1, Math.round(height * scale));
    this.rectCanvas.height = Math.max(1, this.textCanvas.height - Math.round(axisHeight * scale));
  }

  draw(frame: Frame): void {
    const { scale, scene } = this;
    const { view, range, chosen, model, zero } = frame;
    if (this.palette.theme !== frame.theme) this.palette = paletteOf(frame.theme);
    const nsPerPixel = view.nsPerPixel / scale;
    const left = Math.round(view.start / nsPerPixel);
    const pixel = (time: number): number => Math.round(time / nsPerPixel) - left;
    const from = view.start - zero;
    const marks = ticks(from, from + view.width * view.nsPerPixel, tickSpacing * view.nsPerPixel);
    const seen: SceneView = {
      left,
      nsPerPixel,
      width: this.rectCanvas.width,
      height: this.rectCanvas.height,
      scroll: Math.round(frame.scroll * scale),
      scale,
      now: model.now,
      gridLines: marks.map(({ time }) => pixel(time + zero)),
    };
    scene.build(frame.layout, seen, this.palette);
    this.painter.paint(scene.rects, this.palette.background);
    this.text.draw({
      labels: scene.labels,
      ticks: marks.map((tick) => ({ x: pixel(tick.time + zero), tick })),
      range: range && { from: pixel(range.start), to: pixel(range.end) },
      chosen: chosen && {
        x: Math.max(pixel(chosen.start), -10),
        width: Math.max(1, Math.min(pixel(chosen.end), seen.width + 10) - Math.max(pixel(chosen.start), -10)),
        y: Math.round(chosen.top * scale) - seen.scroll,
        height: Math.round(chosen.height * scale),
      },
      markers: frame.markers.map(({ label, time }) => ({ label, x: pixel(time) })),
      arrows: frame.arrows.map(({ fromTime, fromY, toTime, toY }) => ({
        fromX: pixel(fromTime), fromY: Math.round(fromY * scale) - seen.scroll, toX: pixel(toTime), toY: Math.round(toY * scale) - seen.scroll,
      })),
      scroll: seen.scroll,
      scale,
      palette: this.palette,
    });
  }

  /** Waits until the last frame is really drawn; for measuring. */
  finish(): void {
    this.painter.finish();
  }

  dispose(): void {
    this.painter.dispose();
  }
}

