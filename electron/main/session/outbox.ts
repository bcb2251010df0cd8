/**
 * Trace events on their way to the window. It holds about one poll's worth; while it is full, `push` answers a promise, by which
 * the engine's own bounded queue waits (and lets the oldest go, counted, should the window lag for long).
 */
export class Outbox {
  readonly #capacity: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #full: { promise: Promise<void>; resolve: () => void } | null = null;

  #closed = false;

  /** @param capacity bytes from which on it is full. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Takes over a chunk of whole events; the next may come when the answer is void or has resolved. */
  push(chunk: Uint8Array): void | Promise<void> {
    if (this.#closed) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.byteLength;
    if (this.#bytes < this.#capacity) return;
    this.#full ??= pending();
    return this.#full.promise;
  }

  /** Nobody will take anything any more: what comes is let go. */
  close(): void {
    this.#closed = true;
    this.take();
  }

  /** Everything that waits, oldest first, in a buffer of its own. */
  take(): ArrayBuffer {
    const taken = new Uint8Array(this.#bytes);
    let filled = 0;
    for (const chunk of this.#chunks) {
      taken.set(chunk, filled);
      filled += chunk.byteLength;
    }
    this.#chunks = [];
    this.#bytes = 0;
    this.#full?.resolve();
    this.#full = null;
    return taken.buffer;
  }
}

function pending(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
