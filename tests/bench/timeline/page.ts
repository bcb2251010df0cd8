/** Draws frames of a large session while panning and zooming, and times each: from its state until the graphics are finished. */
import { Stage } from '../../../renderer/timeline/draw/stage.ts';
import { createTimelineModel, type TimelineModel } from '../../../renderer/timeline/model/timelineModel.ts';
import { arrowsOf } from '../../../renderer/timeline/view/arrows.ts';
import { layoutOf } from '../../../renderer/timeline/view/layout.ts';
import { endOf, fitted, panned, type Viewport, zoomed } from '../../../renderer/timeline/view/viewport.ts';
import { Load, meta } from './load.ts';

const size = { width: 1420, height: 760 };
const chunkEvents = 10_000;

export interface Figures {
  slices: number;
  events: number;
  painter: string;
  /** ms a frame. */
  medianMs: number;
  p95Ms: number;
  maxMs: number;
  byMotion: Record<string, { medianMs: number; p95Ms: number }>;
  frames: number;
  /** Events a second that the model takes. */
  appendPerSecond: number;
  /** The longest that one chunk took, ms. */
  longestAppendMs: number;
}

async function measure(): Promise<Figures[]> {
  const stage = new Stage(document.querySelector('#rects')!, document.querySelector('#text')!);
  stage.resize(size.width, size.height, 1);
  const all: Figures[] = [];
  for (const slices of [1_000_000, 10_000_000]) {
    const { model, ...figures } = fill(slices);
    all.push({ slices, events: model.events, painter: stage.kind, ...figures, ...(await frames(stage, model)) });
  }
  return all;
}

function fill(slices: number): { model: TimelineModel; appendPerSecond: number; longestAppendMs: number } {
  const model = createTimelineModel(meta);
  const load = new Load(1, chunkEvents);
  let total = 0;
  let longest = 0;
  while (load.slices < slices) {
    const chunk = load.nextChunk();
    const before = performance.now();
    model.append(chunk);
    const took = performance.now() - before;
    total += took;
    longest = Math.max(longest, took);
  }
  return { model, appendPerSecond: Math.round((model.events / total) * 1000), longestAppendMs: longest };
}

async function frames(stage: Stage, model: TimelineModel): Promise<Pick<Figures, 'medianMs' | 'p95Ms' | 'maxMs' | 'byMotion' | 'frames'>> {
  const layout = layoutOf(model.lanes);
  const bounds = { from: 0, to: model.now };
  const whole = fitted({ start: 0, nsPerPixel: 1, width: size.width }, 0, model.now, 0.02, bounds);
  const times: Record<string, number[]> = {};
  const draw = async (motion: string, view: Viewport): Promise<void> => {
    const before = performance.now();
    stage.draw({ model, layout, view, scroll: 0, theme: 'dark', zero: 0, range: null, chosen: null, markers: [], arrows: arrowsOf(layout, view.start, endOf(view), model.now) });
    stage.finish();
    (times[motion] ??= []).push(performance.now() - before);
    await new Promise(requestAnimationFrame);
  };
  for (let i = 0; i < 30; i++) await draw('warm-up', whole);
  delete times['warm-up'];
  for (let i = 0; i < 40; i++) await draw('fit all', panned(whole, i, bounds));
  let view = whole;
  for (let i = 0; i < 200 && view.nsPerPixel > 0.5; i++) await draw('zoom in', (view = zoomed(view, 0.92, size.width * 0.6, bounds)));
  for (let i = 0; i < 60; i++) await draw('pan, single slices', (view = panned(view, 25, bounds)));
  for (let i = 0; i < 40; i++) view = zoomed(view, 1.13, size.width / 2, bounds);
  for (let i = 0; i < 60; i++) await draw('pan, many short slices', (view = panned(view, 25, bounds)));
  for (let i = 0; i < 40; i++) view = zoomed(view, 1.13, size.width / 2, bounds);
  for (let i = 0; i < 60; i++) await draw('pan, several to a pixel', (view = panned(view, 25, bounds)));
  for (let i = 0; i < 200 && view.nsPerPixel < whole.nsPerPixel; i++) await draw('zoom out', (view = zoomed(view, 1.09, size.width * 0.4, bounds)));
  const together = Object.values(times).flat();
  return {
    medianMs: quantile(together, 0.5),
    p95Ms: quantile(together, 0.95),
    maxMs: quantile(together, 1),
    frames: together.length,
    byMotion: Object.fromEntries(Object.entries(times).map(([motion, list]) => [motion, { medianMs: quantile(list, 0.5), p95Ms: quantile(list, 0.95) }])),
  };
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2));
}

Object.assign(globalThis, { measure });
