/**
 * A session's events as a long run would give them, from a seed: fault threads on the fast path with some refusals and slow
 * paths, a thread that maps and unmaps, and RCU's. Only for measuring the timeline; the lab itself never invents events.
 */
import { EVENT_BYTES } from '../../../shared/trace/events.ts';
import type { TimelineMeta } from '../../../renderer/timeline/model/timelineModel.ts';

const events = [
  'fault:begin', 'fault:end', 'munmap:begin', 'munmap:end', 'mprotect:begin', 'mprotect:end',
  'mmap_lock.read:begin', 'mmap_lock.read:end', 'mmap_lock.write:begin', 'mmap_lock.write:end', 'mmap_lock.wait:begin', 'mmap_lock.wait:end',
  'vma_lock.read:begin', 'vma_lock.read:end', 'vma_lock.wait:begin', 'vma_lock.wait:end',
  'rcu:begin', 'rcu:end', 'rcu.gp:begin', 'rcu.gp:end',
  'vma_lock.refused', 'vma_lock.mark', 'vma_lock.end_write_all', 'pte.install', 'zap', 'retry', 'rcu.call', 'rcu.free',
] as const;
type EventName = (typeof events)[number];

const threads = ['boot', 'fault/0', 'fault/1', 'fault/2', 'munmap', 'rcu_gp'];

export const meta: TimelineMeta = {
  threads: threads.map((name, index) => ({ index, name, kind: index === 0 ? 'boot' : name === 'rcu_gp' ? 'kthread' : 'thread' })),
  events: [...events],
  sites: [{ file: 'kernel/fault.ts', start: 0, end: 1, line: 42, column: 3, fn: 'page_fault', caller: -1 }],
};

/** A small fast generator with a seed (mulberry32): 0 up to 1. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes the events of one thread after another, round by round, as the rings are read. */
export class Load {
  private readonly next: () => number;
  private readonly clock = threads.map(() => 0);
  private readonly chunk: ArrayBuffer;
  private readonly times: Float64Array;
  private readonly halves: Uint16Array;
  private readonly words: Uint32Array;
  private count = 0;
  /** Of all chunks. */
  slices = 0;

  constructor(seed: number, private readonly chunkEvents: number) {
    this.next = random(seed);
    this.chunk = new ArrayBuffer((chunkEvents + 64) * EVENT_BYTES);
    this.times = new Float64Array(this.chunk);
    this.halves = new Uint16Array(this.chunk);
    this.words = new Uint32Array(this.chunk);
  }

  /** About `chunkEvents` events. */
  nextChunk(): Uint8Array {
    this.count = 0;
    while (this.count < this.chunkEvents) {
      const thread = this.clock.indexOf(Math.min(...this.clock.slice(1)), 1);
      if (thread <= 3) this.fault(thread);
      else if (thread === 4) this.unmap(thread);
      else this.gracePeriod(thread);
    }
    return new Uint8Array(this.chunk, 0, this.count * EVENT_BYTES).slice();
  }

  private fault(thread: number): void {
    const address = 0x10000 + Math.floor(this.next() * 256) * 0x1000;
    const vma = 0x8000 + Math.floor(this.next() * 8) * 64;
    const slow = this.next() < 0.06;
    this.emit(thread, 'fault:begin', 60, address, 1);
    this.emit(thread, 'rcu:begin', 80, 0, 0);
    if (slow) this.emit(thread, 'vma_lock.refused', 150, vma, 1);
    else this.emit(thread, 'vma_lock.read:begin', 150, vma, 0);
    this.emit(thread, 'rcu:end', 90, 0, 0);
    if (slow) {
      this.emit(thread, 'retry', 50, address, 0);
      this.emit(thread, 'mmap_lock.wait:begin', 100, 0x4000, 0);
      this.emit(thread, 'mmap_lock.wait:end', 9000, 0x4000, 0);
      this.emit(thread, 'mmap_lock.read:begin', 40, 0x4000, 0);
    }
    this.emit(thread, 'pte.install', 500, address, 7);
    if (slow) this.emit(thread, 'mmap_lock.read:end', 80, 0x4000, 0);
    else this.emit(thread, 'vma_lock.read:end', 80, vma, 0);
    this.emit(thread, 'fault:end', 60, address, slow ? 1 : 0);
    this.clock[thread]! += 300 + this.next() * 900 + (this.next() < 0.001 ? 400_000 : 0);
  }

  private unmap(thread: number): void {
    const name = this.next() < 0.5 ? 'munmap' : 'mprotect';
    this.emit(thread, `${name}:begin`, 100, 0x20000, 0x4000);
    this.emit(thread, 'mmap_lock.write:begin', 1200, 0x4000, 0);
    this.emit(thread, 'vma_lock.mark', 300, 0x8000, 12);
    this.emit(thread, 'vma_lock.wait:begin', 60, 0x8000, 0);
    this.emit(thread, 'vma_lock.wait:end', 2500, 0x8000, 0);
    this.emit(thread, 'zap', 2000, 0x20000, 0x24000);
    this.emit(thread, 'rcu.call', 300, 0x8040, 0);
    this.emit(thread, 'vma_lock.end_write_all', 100, 0x4000, 13);
    this.emit(thread, 'mmap_lock.write:end', 50, 0x4000, 0);
    this.emit(thread, `${name}:end`, 100, 0x20000, 0);
    this.clock[thread]! += 20_000 + this.next() * 60_000;
  }

  private gracePeriod(thread: number): void {
    this.emit(thread, 'rcu.gp:begin', 2000, 0, 0);
    this.emit(thread, 'rcu.gp:end', 60_000, 0, 0);
    this.emit(thread, 'rcu.free', 200, 0x8040, 0);
    this.clock[thread]! += 200_000;
  }

  /** An event after `delay` ns, more or less. */
  private emit(thread: number, event: EventName, delay: number, a: number, b: number): void {
    const time = (this.clock[thread]! += delay * (0.5 + this.next()));
    const at = this.count++;
    if (event.endsWith(':end')) this.slices++;
    this.times[at * 3] = time;
    this.halves[at * 12 + 4] = events.indexOf(event);
    this.halves[at * 12 + 5] = thread;
    this.words[at * 6 + 3] = a;
    this.words[at * 6 + 4] = b;
    this.words[at * 6 + 5] = 0;
  }
}
