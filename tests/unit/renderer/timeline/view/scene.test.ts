import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../../../../renderer/timeline/view/layout.ts';
import { paletteOf } from '../../../../../renderer/timeline/view/palette.ts';
import { RECT_BYTES } from '../../../../../renderer/timeline/view/rects.ts';
import { Scene, type SceneView } from '../../../../../renderer/timeline/view/scene.ts';
import { modelOf, type TraceEvent } from '../trace.ts';

const palette = paletteOf('dark');
const view: SceneView = { left: 0, width: 400, nsPerPixel: 1, height: 300, scroll: 0, scale: 1, now: 400, gridLines: [] };

function rectsOf({ rects }: Scene): { x: number; y: number; width: number; height: number; colour: number }[] {
  return Array.from({ length: rects.count }, (_, i) => {
    const [x, y, width, height] = rects.shorts.subarray(i * 6, i * 6 + 4);
    return { x: x!, y: y!, width: width!, height: height!, colour: rects.words[i * 3 + 2]! };
  });
}

describe('a frame’s scene', () => {
  const model = modelOf([100, 'fault:begin'], [200, 'fault:end'], [250, 'retry'], [300, 'fault:begin'], [310, 'fault:end']);
  const layout = layoutOf(model.lanes);
  const [operations, events] = layout.lanes[0]!.rows;

  it('has a rectangle where each slice and instant is, a pixel short so that neighbours are told apart', () => {
    const scene = new Scene();
    scene.build(layout, view, palette);
    const inRow = (row: typeof operations) => rectsOf(scene).filter(({ y, height }) => y === row!.top && height === row!.height);
    expect(inRow(operations).map(({ x, width }) => [x, width])).toEqual([[100, 99], [300, 9]]);
    expect(inRow(events).map(({ x, width }) => [x, width])).toEqual([[250, 2]]);
  });

  it('has room for a label on what is wide enough, and beside an instant', () => {
    const scene = new Scene();
    scene.build(layout, view, palette);
    expect(scene.labels.map(({ x, width }) => [x, width])).toEqual([[100, 100], [250, 150]]);
  });

  it('leaves out the lanes that are scrolled away', () => {
    const scene = new Scene();
    scene.build(layout, { ...view, scroll: layout.lanes[1]!.top }, palette);
    expect(rectsOf(scene).every(({ y }) => y >= 0)).toBe(true);
    expect(scene.labels).toEqual([]);
  });

  it('scales with the screen’s pixels', () => {
    const scene = new Scene();
    scene.build(layout, { ...view, scale: 2, nsPerPixel: 0.5, width: 800, height: 600 }, palette);
    expect(rectsOf(scene)).toContainEqual(expect.objectContaining({ x: 200, y: operations!.top * 2, width: 199, height: operations!.height * 2 }));
  });

  it('takes no more memory for the same frame again', () => {
    const many = modelOf(...Array.from({ length: 3000 }, (_, i): TraceEvent[] => [[i * 8, 'fault:begin'], [i * 8 + 6, 'fault:end']]).flat());
    const scene = new Scene();
    const wide = { ...view, width: 24_000, now: 24_000 };
    scene.build(layoutOf(many.lanes), wide, palette);
    const { buffer } = scene.rects;
    expect(scene.rects.count).toBeGreaterThanOrEqual(3000);
    expect(buffer.byteLength).toBeGreaterThanOrEqual(scene.rects.count * RECT_BYTES);
    scene.build(layoutOf(many.lanes), wide, palette);
    expect(scene.rects.buffer).toBe(buffer);
  });
});
