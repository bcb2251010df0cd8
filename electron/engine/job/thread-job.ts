/** A job in a thread of its own, seen from outside: what it tells is kept until somebody asks for it. */
import { Worker } from 'node:worker_threads';
import type { FromJob, ToJob } from './job-thread.ts';

export class ThreadJob<Data, Note> {
  /** Set once there is nothing more to come. `failure`: the lab has errors, in words; null: it went through, or was stopped. */
  end: { failure: string | null } | null = null;
  private notes: Note[] = [];
  private readonly worker: Worker;

  /** `workerUrl`: a built worker that calls `runJob`. */
  constructor(workerUrl: URL, data: Data) {
    this.worker = new Worker(workerUrl, { workerData: data });
    this.worker.on('message', (message: FromJob<Note>) => {
      if ('note' in message) this.notes.push(message.note);
      else this.finish(message.failure);
    });
    this.worker.on('error', (error) => this.finish(error instanceof Error ? error.message : String(error)));
    this.worker.on('exit', (code) => this.finish(`its thread ended (exit code ${code})`));
  }

  /** What it has told since the last time. */
  take(): Note[] {
    return this.notes.splice(0);
  }

  /** It ends as soon as it can; what it has told stays. */
  stop(): void {
    this.worker.postMessage('stop' satisfies ToJob);
  }

  /** Ends it at once; nobody will ask. */
  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private finish(failure: string | null): void {
    this.end ??= { failure };
    void this.worker.terminate();
  }
}
