/** Who searches: the caller's own thread, in slices, or as many threads as there are workers. */
import { Worker } from 'node:worker_threads';
import { SHARED } from '../../../shared/dialect/step/abi.ts';
import { Levels, PHASE, type Stumble } from './levels.ts';
import type { SearchCode, SharedSpace, Space } from './space.ts';

export interface Crew {
  readonly size: number;
  /** One pass through the states, until the phase is no longer running. Calls `watch` now and then, and waits for what it answers. */
  pass(watch: () => Promise<void> | null): Promise<Stumble | null>;
  close(): Promise<void>;
}

/** How often threads that search are looked at. */
const WATCH_MS = 10;

export class OneWorker implements Crew {
  readonly size = 1;

  constructor(
    private readonly space: Space,
    private readonly code: SearchCode,
  ) {}

  async pass(watch: () => Promise<void> | null): Promise<Stumble | null> {
    const levels = new Levels(this.space, 0, this.code);
    let lastLook = performance.now();
    while (this.space.get('phase') === PHASE.running) {
      const stumble = levels.slice();
      if (stumble) return stumble;
      if (performance.now() - lastLook < WATCH_MS) continue;
      // Lets signals and timers through.
      await new Promise((resolve) => void setImmediate(resolve));
      await watch();
      lastLook = performance.now();
    }
    return null;
  }

  async close(): Promise<void> {}
}

/** To a thread: take part in a pass. From it: it has started; the pass is over. */
export type FromSearchWorker = 'ready' | { stumble: Stumble | null };

export interface SearchWorkerData {
  space: SharedSpace;
  worker: number;
}

export class Threads implements Crew {
  readonly size: number;
  private readonly threads: Worker[];
  private started = 0;

  /** `url`: the built worker, `out/main/search-worker.js`. */
  constructor(
    private readonly space: Space,
    url: URL,
  ) {
    this.size = space.workers;
    this.threads = Array.from({ length: space.workers }, (_, worker) => new Worker(url, { name: `search ${worker}`, workerData: { space: space.shared, worker } satisfies SearchWorkerData }));
    for (const thread of this.threads) thread.once('message', () => this.started++);
  }

  /** Whether all have started. */
  get ready(): boolean {
    return this.started === this.size;
  }

  async pass(watch: () => Promise<void> | null): Promise<Stumble | null> {
    const { space } = this;
    const ends = Promise.all(this.threads.map((thread) => this.passOf(thread)));
    let over = false;
    void ends.finally(() => (over = true)).catch(() => {});
    while (!over) {
      await Promise.race([ends, new Promise((resolve) => void setTimeout(resolve, WATCH_MS))]);
      const pause = over ? null : watch();
      if (!pause) continue;
      space.set('paused', 1);
      await pause;
      space.set('paused', 0);
      Atomics.notify(space.words, space.at('shared', SHARED.paused));
    }
    return (await ends).find((stumble) => stumble !== null) ?? null;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  private async passOf(thread: Worker): Promise<Stumble | null> {
    thread.postMessage('begin');
    return new Promise((resolve, reject) => {
      const done = (): void => void thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      const onMessage = (message: FromSearchWorker): void => void (message === 'ready' || (done(), resolve(message.stumble)));
      const onError = (error: unknown): void => (done(), reject(error instanceof Error ? error : new Error(String(error))));
      const onExit = (code: number): void => onError(new Error(`a search thread ended (exit code ${code})`));
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    });
  }
}
