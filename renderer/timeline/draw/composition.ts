/** Where in pixels everything of a frame is. */
import type { TimelineModel } from '../model/timelineModel.ts';
import type { Arrow } from '../view/arrows.ts';
import type { Layout } from '../view/layout.ts';
import type { Palette, Theme } from '../view/palette.ts';
import type { Scene, SceneView } from '../view/scene.ts';
import { ticks } from '../view/ticks.ts';
import type { Viewport } from '../view/viewport.ts';
import type { Size } from './pen.ts';
import type { Overlay } from './textLayer.ts';

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

/** Builds the scene, of `lanes` in device pixels, and answers what comes on it. `scale`: device pixels for one CSS pixel. */
export function compose(frame: Frame, scene: Scene, lanes: Size, scale: number, palette: Palette): Overlay {
  const { view, range, chosen, model, zero } = frame;
  const nsPerPixel = view.nsPerPixel / scale;
  const left = Math.round(view.start / nsPerPixel);
  const pixel = (time: number): number => Math.round(time / nsPerPixel) - left;
  const from = view.start - zero;
  const marks = ticks(from, from + view.width * view.nsPerPixel, tickSpacing * view.nsPerPixel);
  const seen: SceneView = {
    left,
    nsPerPixel,
    width: lanes.width,
    height: lanes.height,
    scroll: Math.round(frame.scroll * scale),
    scale,
    now: model.now,
    gridLines: marks.map(({ time }) => pixel(time + zero)),
  };
  scene.build(frame.layout, seen, palette);
  return {
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
    palette,
  };
}
