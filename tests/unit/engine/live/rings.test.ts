import { describe, expect, it } from 'vitest';
import { TraceRings } from '../../../../electron/engine/live/rings';
import type { ThreadPlan } from '../../../../electron/engine/live/threads';
import { CONTROL, THREAD, type LiveLayout } from '../../../../shared/dialect/live/abi';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../../shared/trace/events';

const RING = 8;
const layout = { ringBase: 2 << 20, ringEvents: RING } as LiveLayout;
const threads = [0, 1].map((index) => ({ info: { index, name: `t${index}`, kind: 'thread' }, block: index * 256, instance: 0, stop: 0, run: '' }) as ThreadPlan);

/** What compiled code does in `$trace`, over a memory of two rings of eight events. */
class Producer {
  readonly buffer = new SharedArrayBuffer(layout.ringBase + 2 * RING * EVENT_BYTES);
  readonly words = new Int32Array(this.buffer);
  private readonly view = new DataView(this.buffer);

  /** Begins counting at `head`, so that wrapping counters can be seen. */
  start(thread: number, head: number): void {
    this.words[(thread * 256 + THREAD.ringHead) / 4] = head;
    this.words[(thread * 256 + THREAD.ringTail) / 4] = head;
  }

  emit(thread: number, value: number): void {
    const at = thread * 256;
    const head = this.words[(at + THREAD.ringHead) / 4]!;
    if (((head - this.words[(at + THREAD.ringTail) / 4]!) | 0) >= RING) {
      this.words[(at + THREAD.ringDropped) / 4]!++;
      return;
    }
    const slot = layout.ringBase + (thread * RING + (head & (RING - 1))) * EVENT_BYTES;
    this.view.setFloat64(slot, value * 10, true);
    this.view.setUint16(slot + EVENT_OFFSET.thread, thread, true);
    this.view.setUint32(slot + EVENT_OFFSET.a, value, true);
    this.words[(at + THREAD.ringHead) / 4] = head + 1;
  }
}

function valuesOf(chunk: Uint8Array | null): { thread: number; a: number }[] {
  if (!chunk) return [];
  const view = new DataView(chunk.buffer, chunk.byteOffset);
  return Array.from({ length: chunk.length / EVENT_BYTES }, (_, index) => ({
    thread: view.getUint16(index * EVENT_BYTES + EVENT_OFFSET.thread, true),
    a: view.getUint32(index * EVENT_BYTES + EVENT_OFFSET.a, true),
  }));
}

describe('the trace rings', () => {
  it('give nothing when nothing was written', () => {
    expect(new TraceRings(new Producer().buffer, layout, threads).drain()).toBeNull();
  });

  it('still have the newest events when they were read, from where none was lost', () => {
    const producer = new Producer();
    const rings = new TraceRings(producer.buffer, layout, threads);
    const latest = () => valuesOf(rings.latest(1)).map(({ a }) => a);
    producer.start(1, -3);
    for (let value = 1; value <= 5; value++) producer.emit(1, value);
    expect(latest()).toEqual([4, 5]);
    expect(valuesOf(rings.latest(1, 1)).map(({ a }) => a)).toEqual([5]);
    rings.drain();
    for (let value = 6; value <= 15; value++) producer.emit(1, value);
    // 14 and 15 had no room.
    expect(latest()).toEqual([]);
    rings.drain();
    for (let value = 16; value <= 18; value++) producer.emit(1, value);
    expect(latest()).toEqual([16, 17, 18]);
    rings.drain();
    for (let value = 19; value <= 24; value++) producer.emit(1, value);
    expect(latest()).toEqual([17, 18, 19, 20, 21, 22, 23, 24]);
    expect(valuesOf(rings.latest(0))).toEqual([]);
    rings.drain();
    for (let value = 25; value <= 34; value++) producer.emit(1, value);
    // 33 and 34 had no room; nobody but who reads it all looks now.
    rings.drain();
    for (let value = 35; value <= 36; value++) producer.emit(1, value);
    expect(latest()).toEqual([35, 36]);
  });

  it('leave out of the newest events those that newer ones replace while they are copied', () => {
    const producer = new Producer();
    let later = 0;
    const copied = { ringEvents: RING, get ringBase() { while (later > 0) producer.emit(0, 100 + later--); return layout.ringBase; } } as LiveLayout;
    const rings = new TraceRings(producer.buffer, copied, threads);
    for (let value = 1; value <= RING; value++) producer.emit(0, value);
    rings.drain();
    later = 3;
    expect(valuesOf(rings.latest(0)).map(({ a }) => a)).toEqual([4, 5, 6, 7, 8]);
    later = 2;
    expect(valuesOf(rings.latest(0, 3)).map(({ a }) => a)).toEqual([103, 102, 101]);
    expect(rings.drain()).toHaveLength(5 * EVENT_BYTES);
  });

  it('let those go on that wait for the reader, if any may, whether there is something to read or not', () => {
    const producer = new Producer();
    const gate = CONTROL.gate / 4;
    const drained = (pauses: boolean): number => {
      producer.words[gate] = 1;
      new TraceRings(producer.buffer, layout, threads, pauses).drain();
      return producer.words[gate]!;
    };
    expect([drained(false), drained(true)]).toEqual([1, 0]);
    producer.emit(0, 1);
    expect(drained(true)).toBe(0);
  });

  it('give each thread its events together and in order, once', () => {
    const producer = new Producer();
    const rings = new TraceRings(producer.buffer, layout, threads);
    producer.emit(1, 7);
    producer.emit(0, 1);
    producer.emit(0, 2);
    expect(valuesOf(rings.drain())).toEqual([{ thread: 0, a: 1 }, { thread: 0, a: 2 }, { thread: 1, a: 7 }]);
    expect(rings.drain()).toBeNull();
  });

  it('read around the end of the ring', () => {
    const producer = new Producer();
    const rings = new TraceRings(producer.buffer, layout, threads);
    const seen: number[] = [];
    for (let value = 0; value < 50; value++) {
      producer.emit(0, value);
      if (value % 3 === 0) seen.push(...valuesOf(rings.drain()).map(({ a }) => a));
    }
    seen.push(...valuesOf(rings.drain()).map(({ a }) => a));
    expect(seen).toEqual(Array.from({ length: 50 }, (_, value) => value));
  });

  it('survive counters that wrap', () => {
    const producer = new Producer();
    const rings = new TraceRings(producer.buffer, layout, threads);
    producer.start(0, -3);
    for (let value = 0; value < 6; value++) producer.emit(0, value);
    expect(valuesOf(rings.drain()).map(({ a }) => a)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(producer.words[THREAD.ringTail / 4]).toBe(3);
  });

  it('make room for the producer, who counts what did not fit', () => {
    const producer = new Producer();
    const rings = new TraceRings(producer.buffer, layout, threads);
    for (let value = 0; value < 11; value++) producer.emit(0, value);
    expect(producer.words[THREAD.ringDropped / 4]).toBe(3);
    expect(valuesOf(rings.drain())).toHaveLength(RING);
    producer.emit(0, 99);
    expect(valuesOf(rings.drain())).toEqual([{ thread: 0, a: 99 }]);
  });
});
