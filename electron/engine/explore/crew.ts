/** Who searches: the caller's own thread, in slices, and where there is enough to do, a thread more for each other worker. */
import { Worker } from 'node:worker_threads';
import { SHARED } from '../../../shared/dialect/step/abi.ts';
import { Levels, PHASE, type Stumble } from './levels.ts';
import type { SearchCode, SharedSpace, Space } from './space.ts';

/** How often the caller's thread looks up from its own part. */
const WATCH_MS = 10;

/** To a thread: take part in a pass. From it: it has started; the pass is over. */
export type FromSearchWorker = 'ready' | { stumble: Stumble | null };

export interface SearchWorkerData {
  space: SharedSpace;
  worker: number;
}

export class Crew {
  private threads: Worker[] = [];
  private started = 0;
  private lost: Error | null = null;
  private members = 1;

  constructor(private readonly space: Space) {}

  /** Workers that take part. */
  get size(): number {
    return this.members;
  }

  /** Starts the threads, if they are not yet. `url`: the built worker, `out/main/search-worker.js`. */
  call(url: URL): void {
    if (this.threads.length > 0) return;
    this.threads = Array.from({ length: this.space.workers - 1 }, (_, n) => new Worker(url, { name: `search ${n + 1}`, workerData: { space: this.space.shared, worker: n + 1 } satisfies SearchWorkerData }));
    for (const thread of this.threads) {
      thread.once('message', () => this.started++);
      thread.on('error', (error) => (this.lost ??= asError(error)));
    }
  }

  /** Whether all that were called have started. Throws what one of them died of. */
  get ready(): boolean {
    if (this.lost) throw this.lost;
    return this.threads.length > 0 && this.started === this.threads.length;
  }

  /** From the next pass on, they take part. */
  join(): void {
    this.space.settle(0);
    this.members = this.space.workers;
  }

  /** One pass through the states, until the phase is no longer running. Calls `watch` now and then, and waits for what it answers. */
  async pass(code: SearchCode, watch: () => Promise<void> | null): Promise<Stumble | null> {
    if (this.lost) throw this.lost;
    const others = Promise.all(this.size === 1 ? [] : this.threads.map((thread) => this.passOf(thread)));
    // Nobody is to wait for one that has died.
    others.catch(() => this.space.set('phase', PHASE.stopped));
    const own = await this.ownPass(code, watch);
    return [own, ...(await others)].find((stumble) => stumble !== null) ?? null;
  }

  /** Only the caller's thread takes part from now on. */
  async dismiss(): Promise<void> {
    const { threads } = this;
    this.threads = [];
    this.started = 0;
    this.members = 1;
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  private async ownPass(code: SearchCode, watch: () => Promise<void> | null): Promise<Stumble | null> {
    const { space } = this;
    const levels = new Levels(space, 0, code);
    let lastLook = performance.now();
    while (space.get('phase') === PHASE.running) {
      const stumble = levels.slice();
      if (stumble) return stumble;
      if (performance.now() - lastLook < WATCH_MS) continue;
      // Lets signals, messages and timers through.
      await new Promise((resolve) => void setImmediate(resolve));
      await this.paused(watch());
      lastLook = performance.now();
    }
    return null;
  }

  private async paused(pause: Promise<void> | null): Promise<void> {
    if (!pause) return;
    const { space } = this;
    space.set('paused', 1);
    await pause;
    space.set('paused', 0);
    Atomics.notify(space.words, space.at('shared', SHARED.paused));
  }

  private async passOf(thread: Worker): Promise<Stumble | null> {
    thread.postMessage('begin');
    return new Promise((resolve, reject) => {
      const done = (): void => void thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      const onMessage = (message: FromSearchWorker): void => void (message === 'ready' || (done(), resolve(message.stumble)));
      const onError = (error: unknown): void => (done(), reject(asError(error)));
      const onExit = (code: number): void => onError(new Error(`a search thread ended (exit code ${code})`));
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
