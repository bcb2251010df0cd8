/**
 * The threads of a search besides the caller's own. They can be started before there is anything to search in, while the program is still
 * compiled: it takes Node some 20 ms of another processor for each, and the caller 0.4.
 *
 * ```
 *   caller  ── { space, worker, entry } ─►  thread      this is what is searched, who you are in it, and which search that is
 *           ◄─ ready[worker - 1] = entry ──              in shared memory: the caller need not listen while it searches itself
 *           ── begin                     ─►
 *           ◄─ { stumble }               ──              the pass is over
 * ```
 */
import { Worker } from 'node:worker_threads';
import type { Stumble } from './levels.ts';
import type { SharedSpace } from './space.ts';

export type ToSearchThread = { space: SharedSpace; worker: number; entry: number } | 'begin';
export type FromSearchThread = { stumble: Stumble | null };

export interface SearchThreadData {
  /** A word for each thread: the last entry that it is ready for. */
  ready: Int32Array<SharedArrayBuffer>;
}

export class SearchThreads {
  private readonly ready: Int32Array<SharedArrayBuffer>;
  private readonly threads: readonly Worker[];
  private entry = 0;
  private lost: Error | null = null;

  /** `url`: the built worker, `out/main/search-worker.js`. */
  constructor(url: URL, count: number) {
    this.ready = new Int32Array(new SharedArrayBuffer(4 * count));
    this.threads = Array.from({ length: count }, (_, n) => new Worker(url, { name: `search ${n + 1}`, workerData: { ready: this.ready } satisfies SearchThreadData }));
    for (const thread of this.threads) {
      thread.on('error', (error) => (this.lost ??= asError(error)));
      thread.on('exit', (code) => (this.lost ??= left(code)));
    }
  }

  /** They are workers 1, 2, … of what is searched there. Does not wait for them. */
  enter(space: SharedSpace): void {
    this.entry++;
    this.threads.forEach((thread, n) => thread.postMessage({ space, worker: n + 1, entry: this.entry } satisfies ToSearchThread));
  }

  /** Whether all of them could begin at once. Throws what one of them died of. */
  get areReady(): boolean {
    if (this.lost) throw this.lost;
    return this.threads.every((_, n) => Atomics.load(this.ready, n) === this.entry);
  }

  /** They take part in a pass, in what they have entered: how it ended for each. */
  begin(): Promise<Stumble | null>[] {
    if (this.lost) throw this.lost;
    return this.threads.map((thread) => passOf(thread));
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }
}

function passOf(thread: Worker): Promise<Stumble | null> {
  thread.postMessage('begin' satisfies ToSearchThread);
  return new Promise((resolve, reject) => {
    const done = (): void => void thread.off('message', onMessage).off('error', onError).off('exit', onExit);
    const onMessage = ({ stumble }: FromSearchThread): void => (done(), resolve(stumble));
    const onError = (error: unknown): void => (done(), reject(asError(error)));
    const onExit = (code: number): void => onError(left(code));
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

function left(code: number): Error {
  return new Error(`a search thread ended (exit code ${code})`);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
