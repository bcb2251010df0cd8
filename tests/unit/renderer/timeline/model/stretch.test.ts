import { expect, test } from 'vitest';
import { createTimelineModel } from '../../../../../renderer/timeline/model/timelineModel.ts';
import { EVENT_BYTES } from '../../../../../shared/trace/events.ts';

const events = ['fault:begin', 'fault:end', 'tracer:begin', 'tracer:end'];
const threads = [{ index: 0, name: 'boot', kind: 'boot' as const }, { index: 1, name: 'a', kind: 'thread' as const }, { index: 2, name: 'b', kind: 'thread' as const }];

function chunk(...rows: [time: number, thread: number, event: string][]): Uint8Array {
  const bytes = new Uint8Array(rows.length * EVENT_BYTES);
  const view = new DataView(bytes.buffer);
  rows.forEach(([time, thread, event], i) => {
    view.setFloat64(i * EVENT_BYTES, time, true);
    view.setUint16(i * EVENT_BYTES + 8, events.indexOf(event), true);
    view.setUint16(i * EVENT_BYTES + 10, thread, true);
  });
  return bytes;
}

test('the threads that the scenario is about come first, the boot thread last', () => {
  expect(createTimelineModel({ threads, events, sites: [] }).lanes.map(({ thread }) => thread.name)).toEqual(['a', 'b', 'boot']);
});

test('what was traced between two pauses of the tracer is the newest there is to see', () => {
  const model = createTimelineModel({ threads, events, sites: [] });
  model.append(chunk([100, 1, 'fault:begin'], [200, 1, 'fault:end'], [210, 1, 'tracer:begin'], [230, 2, 'tracer:begin']));
  expect(model.newest, 'before the first pause has ended there is no stretch').toBe(200);
  model.append(chunk([1000, 1, 'tracer:end'], [1090, 1, 'fault:begin'], [1100, 1, 'fault:end'], [1110, 1, 'tracer:begin'], [1010, 2, 'tracer:end'], [1400, 2, 'fault:begin'], [1500, 2, 'fault:end'], [1510, 2, 'tracer:begin']));
  expect(model.stretch).toEqual({ start: 1000, end: 1500 });
  expect(model.newest).toBe(1500);
  model.append(chunk([2000, 1, 'tracer:end'], [2005, 2, 'tracer:end'], [2100, 1, 'fault:begin']));
  model.advance(2200);
  expect(model.stretch, 'nobody has paused since').toEqual({ start: 1000, end: 1500 });
  model.append(chunk([2150, 1, 'fault:end'], [2300, 1, 'tracer:begin'], [2400, 2, 'tracer:begin'], [3000, 1, 'tracer:end']));
  expect(model.stretch, 'who went on last still runs').toEqual({ start: 1000, end: 1500 });
});

test('a stretch ends with what was done last in it, however late a thread without a core pauses', () => {
  const model = createTimelineModel({ threads, events, sites: [] });
  model.append(chunk([10, 1, 'tracer:begin'], [20, 1, 'tracer:end'], [30, 1, 'fault:begin'], [40, 1, 'fault:end'], [45, 1, 'tracer:begin']));
  model.append(chunk([10, 2, 'tracer:begin'], [21, 2, 'tracer:end'], [9000, 2, 'tracer:begin']));
  expect(model.stretch).toEqual({ start: 20, end: 40 });
});

test('threads that take turns, as they have too few cores, ran in one stretch', () => {
  const model = createTimelineModel({ threads, events, sites: [] });
  const burst = (from: number, thread: number): Uint8Array => chunk([from, thread, 'tracer:end'], [from + 20, thread, 'fault:begin'], [from + 200, thread, 'fault:end'], [from + 210, thread, 'tracer:begin']);
  model.append(burst(1000, 2));
  model.append(burst(50_000, 1));
  expect(model.stretch, 'a pause lies between').toEqual({ start: 50_000, end: 50_200 });
  model.append(burst(50_700, 2));
  expect(model.stretch).toEqual({ start: 50_000, end: 50_900 });
});

test('what the kernel does when the scenario has paused is not waited for', () => {
  const model = createTimelineModel({ threads: [...threads, { index: 3, name: 'rcu_gp', kind: 'kthread' as const }], events, sites: [] });
  model.append(chunk([10, 1, 'tracer:begin'], [20, 1, 'tracer:end'], [30, 1, 'fault:begin'], [40, 1, 'fault:end'], [45, 1, 'tracer:begin']));
  model.append(chunk([10, 3, 'tracer:begin'], [15, 3, 'tracer:end'], [9000, 3, 'fault:begin'], [9500, 3, 'fault:end'], [9600, 3, 'tracer:begin']));
  expect(model.stretch).toEqual({ start: 20, end: 40 });
  expect(model.newest).toBe(40);
});

test('a session that ends before there was a stretch is seen where its threads did something', () => {
  const model = createTimelineModel({ threads, events, sites: [] });
  model.append(chunk([100, 1, 'fault:begin']));
  model.advance(150);
  expect(model.newest, 'a fault goes on').toBe(150);
  model.append(chunk([200, 1, 'fault:end'], [210, 1, 'tracer:begin'], [900, 1, 'tracer:end'], [950, 0, 'fault:begin'], [960, 0, 'fault:end']));
  model.advance(5000);
  expect(model.newest).toBe(200);
});
