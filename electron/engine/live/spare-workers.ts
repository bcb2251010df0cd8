/**
 * Workers that have started before there is a session for them. To start one takes Node some 50 ms of a processor, and a session has one for
 * each thread. A worker is of one session only, and ends with it.
 */
import { Worker } from 'node:worker_threads';

export class SpareWorkers {
  private readonly spare: Worker[] = [];
  private wanted = 0;

  /** `workerUrl`: the built worker, `out/main/live-worker.js`. */
  constructor(private readonly workerUrl: URL) {}

  /** Starts what is missing to so many, one after another: meanwhile others have their turn. Who waits keeps no process alive. */
  async prepare(count: number): Promise<void> {
    this.wanted = count;
    while (this.spare.length < this.wanted) {
      this.spare.push(this.start());
      await new Promise(setImmediate);
    }
  }

  get count(): number {
    return this.spare.length;
  }

  /** Undefined: there is none. */
  take(): Worker | undefined {
    const worker = this.spare.shift();
    worker?.ref();
    return worker;
  }

  /** Ends all that nobody has taken. */
  async close(): Promise<void> {
    this.wanted = 0;
    await Promise.all(this.spare.splice(0).map((worker) => worker.terminate()));
  }

  private start(): Worker {
    const worker = new Worker(this.workerUrl, { name: 'spare' });
    // One that cannot start is none; who needs it starts one of his own, and hears why.
    const gone = (): void => {
      const at = this.spare.indexOf(worker);
      if (at < 0) return;
      this.spare.splice(at, 1);
      // Nor is another one tried.
      this.wanted = 0;
    };
    worker.once('error', gone);
    worker.unref();
    return worker;
  }
}
