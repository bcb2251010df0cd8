/**
 * The consumer's side of the trace rings: one ring a thread, written by its compiled code, read here some times a second.
 *
 * ```
 *   tail ──► events not yet read ──► head        (u32 counts that wrap; slot = count mod ringEvents)
 * ```
 * The producer reads the tail and drops (and counts) what does not fit; with `whenFull: 'pause'`
 * all producers wait, from when one has traced its share and all have had a turn, until the rings have been read (runtime/tracing.ts, `$pace`).
 */
import { CONTROL, THREAD, type LiveLayout } from '../../../shared/dialect/live/abi.ts';
import { EVENT_BYTES } from '../../../shared/trace/events.ts';
import type { ThreadPlan } from './threads.ts';

export class TraceRings {
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;
  /** Of each thread: how many events it has lost, as last seen, and how many it had written by then. What it wrote later has no gap. */
  private readonly gaps: { lost: number; before: number }[];

  constructor(
    buffer: ArrayBufferLike,
    private readonly layout: LiveLayout,
    private readonly threads: ThreadPlan[],
    /** `whenFull: 'pause'`. */
    private readonly pauses = false,
  ) {
    this.bytes = new Uint8Array(buffer);
    this.words = new Int32Array(buffer);
    this.gaps = threads.map(() => ({ lost: 0, before: 0 }));
  }

  /** Takes everything written so far: whole events, each thread's together and in the order of time. Null when there is nothing. */
  drain(): Uint8Array | null {
    const waiting = this.threads.map(({ block }) => {
      const tail = Atomics.load(this.words, (block + THREAD.ringTail) / 4);
      return { tail, count: (Atomics.load(this.words, (block + THREAD.ringHead) / 4) - tail) >>> 0 };
    });
    this.threads.forEach((_, thread) => this.noteGap(thread));
    const total = waiting.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) {
      this.openGate();
      return null;
    }

    const chunk = new Uint8Array(total * EVENT_BYTES);
    let at = 0;
    this.threads.forEach(({ info, block }, index) => {
      const { tail, count } = waiting[index]!;
      at = this.copy(chunk, at, info.index, tail, count);
      Atomics.store(this.words, (block + THREAD.ringTail) / 4, tail + count);
    });
    this.openGate();
    return chunk;
  }

  /** The newest events of a thread, `most` of them, that follow each other without a gap, read before or not: those that no newer ones have replaced yet. */
  latest(thread: number, most = Infinity): Uint8Array {
    const { ringEvents } = this.layout;
    this.noteGap(thread);
    const head = this.written(thread);
    const count = Math.min((head - this.gaps[thread]!.before) >>> 0, ringEvents, most);
    const chunk = new Uint8Array(count * EVENT_BYTES);
    this.copy(chunk, 0, thread, head - count, count);
    const since = (this.written(thread) - head) >>> 0;
    return chunk.subarray(Math.min(Math.max(0, since + count - ringEvents), count) * EVENT_BYTES);
  }

  private noteGap(thread: number): void {
    const lost = Atomics.load(this.words, (this.threads[thread]!.block + THREAD.ringDropped) / 4);
    if (lost !== this.gaps[thread]!.lost) this.gaps[thread] = { lost, before: this.written(thread) };
  }

  private written(thread: number): number {
    return Atomics.load(this.words, (this.threads[thread]!.block + THREAD.ringHead) / 4);
  }

  /** Lets threads that wait for the tracer go on, all at once. */
  private openGate(): void {
    if (this.pauses && Atomics.exchange(this.words, CONTROL.gate / 4, 0) !== 0) Atomics.notify(this.words, CONTROL.gate / 4);
  }

  /** Copies `count` events from a ring, in two parts where they wrap around its end; answers where the next may go. */
  private copy(chunk: Uint8Array, at: number, thread: number, tail: number, count: number): number {
    const { ringBase, ringEvents } = this.layout;
    const base = ringBase + thread * ringEvents * EVENT_BYTES;
    const slot = tail & (ringEvents - 1);
    const first = Math.min(count, ringEvents - slot);
    chunk.set(this.bytes.subarray(base + slot * EVENT_BYTES, base + (slot + first) * EVENT_BYTES), at);
    chunk.set(this.bytes.subarray(base, base + (count - first) * EVENT_BYTES), at + first * EVENT_BYTES);
    return at + count * EVENT_BYTES;
  }
}
