import { describe, expect, it } from 'vitest';
import { hitAt } from '../../../../../renderer/timeline/view/hit.ts';
import { layoutOf } from '../../../../../renderer/timeline/view/layout.ts';
import { chunk, modelOf, newModel, type TraceEvent } from '../trace.ts';

describe('what is under the pointer', () => {
  const model = modelOf([100, 'fault:begin', 1], [200, 'fault:end', 1], [210, 'retry'], [300, 'fault:begin', 2], [301, 'fault:end', 2], [302, 'fault:begin', 3], [303, 'fault:end', 3], [400, 'fault:begin', 4]);
  const layout = layoutOf(model.lanes);
  const [operations, events] = layout.lanes[0]!.rows;
  const at = (x: number, y: number, nsPerPixel = 1) => hitAt(model, layout, { start: 0, nsPerPixel, width: 1000 }, x, y);
  const operation = operations!.top + 1;

  it('is a slice, also a little beside it', () => {
    expect(at(150, operation)).toMatchObject({ kind: 'slice', details: { name: 'fault', start: 100, end: 200 } });
    expect(at(98, operation)).toMatchObject({ kind: 'slice', details: { start: 100 } });
    expect(at(95, operation)).toBeNull();
  });

  it('is an instant', () => {
    expect(at(211, events!.top + 1)).toMatchObject({ kind: 'slice', details: { kind: 'instant', name: 'retry' } });
  });

  it('is a slice that has not ended', () => {
    expect(at(500, operation)).toMatchObject({ kind: 'slice', details: { start: 400, end: null } });
  });

  it('is a sum where several share the pixel', () => {
    expect(at(30, operation, 10)).toMatchObject({ kind: 'sum', parts: [{ name: 'fault', slices: 2, busy: 2 }] });
  });

  it('is nothing between lanes and rows', () => {
    expect(at(150, 1)).toBeNull();
    expect(at(150, layout.height + 5)).toBeNull();
  });

  it('is the loss where events are missing', () => {
    const lossy = newModel();
    const event = (time: number): TraceEvent => [time, 'retry'];
    lossy.append(chunk(event(10)));
    lossy.noteDropped(0, 77);
    lossy.append(chunk(event(500)));
    const lanes = layoutOf(lossy.lanes);
    expect(hitAt(lossy, lanes, { start: 0, nsPerPixel: 1, width: 600 }, 250, lanes.lanes[0]!.rows[0]!.top + 1)).toEqual({ kind: 'gap', thread: 't0', from: 10, to: 500, events: 77 });
  });
});
