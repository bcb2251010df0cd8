import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../../electron/engine/live/event-queue';
import { EVENT_BYTES, EVENT_OFFSET } from '../../../../shared/trace/events';

/** `count` events of a thread. */
function chunk(thread: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count * EVENT_BYTES);
  const view = new DataView(bytes.buffer);
  for (let event = 0; event < count; event++) view.setUint16(event * EVENT_BYTES + EVENT_OFFSET.thread, thread, true);
  return bytes;
}

/** A consumer that takes the next chunk only when told to. */
function slowConsumer(): { taken: Uint8Array[]; next: () => Promise<void>; consume: (chunk: Uint8Array) => Promise<void> } {
  const taken: Uint8Array[] = [];
  let release = (): void => {};
  return {
    taken,
    next: async () => {
      release();
      await new Promise(setImmediate);
    },
    consume: (each) => {
      taken.push(each);
      return new Promise((resolve) => (release = resolve));
    },
  };
}

describe('the event queue', () => {
  it('hands chunks to a quick consumer at once', async () => {
    const taken: number[] = [];
    const queue = new EventQueue(1, (each) => void taken.push(each.length));
    queue.push(chunk(0, 1));
    queue.push(chunk(0, 2));
    await queue.drained();
    expect(taken).toEqual([EVENT_BYTES, 2 * EVENT_BYTES]);
  });

  it('waits for a slow consumer and keeps the order', async () => {
    const { taken, next, consume } = slowConsumer();
    const queue = new EventQueue(1, consume);
    for (const count of [1, 2, 3]) queue.push(chunk(0, count));
    expect(taken).toHaveLength(1);
    await next();
    await next();
    await next();
    await queue.drained();
    expect(taken.map((each) => each.length / EVENT_BYTES)).toEqual([1, 2, 3]);
  });

  it('drops the oldest beyond its limit and counts them by thread', async () => {
    const { taken, next, consume } = slowConsumer();
    const queue = new EventQueue(2, consume, 5 * EVENT_BYTES);
    queue.push(chunk(0, 1)); // with the consumer
    queue.push(chunk(1, 3));
    queue.push(chunk(0, 2));
    queue.push(chunk(0, 3)); // 8 events wait: the 3 of thread 1 go
    expect(queue.dropped).toEqual([0, 3]);
    await next();
    await next();
    await next();
    expect(taken.map((each) => each.length / EVENT_BYTES)).toEqual([1, 2, 3]);
  });

  it('tells of a consumer that failed', async () => {
    const queue = new EventQueue(1, () => Promise.reject(new Error('the disk is full')));
    queue.push(chunk(0, 1));
    await expect(queue.drained()).rejects.toThrow('the disk is full');
  });

  it('gives nothing more to a consumer that failed, and keeps nothing for it', async () => {
    let asked = 0;
    const queue = new EventQueue(1, () => {
      asked++;
      throw new Error('the disk is full');
    });
    for (let i = 0; i < 3; i++) queue.push(chunk(0, 1));
    await expect(queue.drained()).rejects.toThrow('the disk is full');
    expect([asked, queue.behind, queue.dropped]).toEqual([1, false, [0]]);
  });

  it('keeps a chunk that is beyond the limit by itself, and is behind while one waits', async () => {
    const { taken, next, consume } = slowConsumer();
    const queue = new EventQueue(1, consume, 2 * EVENT_BYTES);
    queue.push(chunk(0, 1));
    expect(queue.behind).toBe(false);
    queue.push(chunk(0, 3));
    expect([queue.behind, queue.dropped]).toEqual([true, [0]]);
    await next();
    expect([queue.behind, taken.length]).toEqual([false, 2]);
  });
});
