/** Writing sessions for tests, and drawing what the timeline made of them as text. */
import { createTimelineModel, type TimelineModel } from '../../../../renderer/timeline/model/timelineModel.ts';
import type { Row } from '../../../../renderer/timeline/model/lane.ts';
import { Pyramid, SliceFlag } from '../../../../renderer/timeline/model/pyramid.ts';
import type { TimelineLimits } from '../../../../renderer/timeline/model/retention.ts';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../../shared/trace/events.ts';

export const eventNames = [
  'fault:begin', 'fault:end', 'munmap:begin', 'munmap:end', 'mmap_lock.read:begin', 'mmap_lock.read:end', 'mmap_lock.wait:begin', 'mmap_lock.wait:end',
  'vma_lock.read:begin', 'vma_lock.read:end', 'rcu:begin', 'rcu:end', 'vma_lock.wait:begin', 'vma_lock.wait:end', 'wake', 'retry', 'pte.install', 'custom:begin', 'custom:end', 'zap',
] as const;
export type EventName = (typeof eventNames)[number];

/** Time in ns, the event, its arguments, the thread (0 by default). */
export type TraceEvent = [time: number, event: EventName, a?: number, b?: number, thread?: number];

export function chunk(...events: TraceEvent[]): Uint8Array {
  const bytes = new Uint8Array(events.length * EVENT_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, [time, event, a = 0, b = 0, thread = 0]] of events.entries()) {
    const at = index * EVENT_BYTES;
    view.setFloat64(at + EVENT_OFFSET.time, time, true);
    view.setUint16(at + EVENT_OFFSET.event, eventNames.indexOf(event), true);
    view.setUint16(at + EVENT_OFFSET.thread, thread, true);
    view.setUint32(at + EVENT_OFFSET.a, a, true);
    view.setUint32(at + EVENT_OFFSET.b, b, true);
    view.setUint32(at + EVENT_OFFSET.site, 0, true);
  }
  return bytes;
}

export function newModel(limits: Partial<TimelineLimits> = {}): TimelineModel {
  return createTimelineModel(
    {
      threads: ['t0', 't1'].map((name, index) => ({ index, name, kind: 'thread' })),
      events: [...eventNames],
      sites: [{ file: 'kernel/fault.ts', start: 0, end: 4, line: 12, column: 3, fn: 'page_fault', caller: -1 }],
    },
    limits,
  );
}

export function modelOf(...events: TraceEvent[]): TimelineModel {
  const model = newModel();
  model.append(chunk(...events));
  return model;
}

/** Each kept slice of a row as `name start-end`; `?` where events were lost at that end, `…` where it has not ended. */
function slicesOf({ kind, pyramid, open, depth }: Row): string[] {
  const { slices } = pyramid;
  const listed: string[] = [];
  for (let index = slices.first; index < slices.count; index++) {
    const columns = slices.chunk(index);
    const at = slices.at(index);
    const flags = columns.flags[at]!;
    const start = `${flags & SliceFlag.startUnknown ? '?' : ''}${columns.start[at]!}`;
    const end = `${columns.end[at]!}${flags & SliceFlag.endUnknown ? '?' : ''}`;
    listed.push(`${kind.categories[columns.category[at]!]!.name} ${kind.instants ? start : `${start}-${end}`}`);
  }
  if (open && open.category[depth]! >= 0) listed.push(`${kind.categories[open.category[depth]!]!.name} ${open.start[depth]!}-…`);
  return listed;
}

/** All rows of a model by id: `0/operation/0`. */
export function rowsOf(model: TimelineModel): Record<string, string[]> {
  return Object.fromEntries(model.rows().map((row) => [row.id, slicesOf(row)]));
}

export interface PlainSlice {
  start: number;
  end: number;
  category: number;
}

export function pyramidOf(slices: readonly PlainSlice[], categoryCount: number, rows = 16): Pyramid {
  const pyramid = new Pyramid(categoryCount, { slices: rows, nodes: rows });
  for (const { start, end, category } of slices) pyramid.append(start, end, 0, 0, 0, 0, category, 0);
  return pyramid;
}

/** Slices drawn as letters, a character for 10 ns: `aa.b` is a slice of category 0 from 0 to 20 and one of 1 from 30 to 40. */
export function drawnSlices(picture: string): PlainSlice[] {
  return [...picture.matchAll(/([a-z])\1*/g)].map((run) => ({
    start: run.index * 10,
    end: (run.index + run[0].length) * 10,
    category: run[0].charCodeAt(0) - 97,
  }));
}
