/**
 * Between the rings and a consumer that may be slow (a window, a file): chunks wait here, up to a limit of memory.
 * Beyond it the oldest are dropped, and each thread's loss is counted, so that what is shown can say what is missing.
 */
import { EVENT_BYTES, EVENT_OFFSET } from '../../../shared/trace/events.ts';

/** Takes a chunk of whole events; a promise says when the next may come. */
export type EventConsumer = (chunk: Uint8Array) => void | Promise<void>;

export class EventQueue {
  private readonly waiting: Uint8Array[] = [];
  private bytes = 0;
  private busy = false;
  private delivery: Promise<void> = Promise.resolve();
  private failure: { error: unknown } | null = null;
  /** Events dropped here, by thread. */
  readonly dropped: number[];

  constructor(
    threadCount: number,
    private readonly consumer: EventConsumer,
    private readonly limit = 64 << 20,
  ) {
    this.dropped = new Array<number>(threadCount).fill(0);
  }

  /** Whether chunks wait for the consumer. */
  get behind(): boolean {
    return this.waiting.length > 0;
  }

  push(chunk: Uint8Array): void {
    this.waiting.push(chunk);
    this.bytes += chunk.length;
    while (this.bytes > this.limit && this.waiting.length > 1) this.dropOldest();
    if (!this.busy) this.delivery = this.deliver();
  }

  /** Resolves when everything was delivered; rejects with the consumer's error when it failed. */
  async drained(): Promise<void> {
    await this.delivery;
    if (this.failure) throw this.failure.error;
  }

  private async deliver(): Promise<void> {
    this.busy = true;
    for (let chunk = this.take(); chunk && !this.failure; chunk = this.take()) {
      try {
        const done = this.consumer(chunk);
        if (done) await done;
      } catch (error) {
        this.failure = { error };
      }
    }
    this.busy = false;
  }

  private take(): Uint8Array | undefined {
    const chunk = this.waiting.shift();
    if (chunk) this.bytes -= chunk.length;
    return chunk;
  }

  private dropOldest(): void {
    const chunk = this.take()!;
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < chunk.length; at += EVENT_BYTES) {
      const thread = view.getUint16(at + EVENT_OFFSET.thread, true);
      this.dropped[thread] = (this.dropped[thread] ?? 0) + 1;
    }
  }
}
