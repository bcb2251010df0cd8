/** One job of a kind at a time, in a thread of its own, told in polls. A new one ends the one before. */
import { LabError } from '../../../shared/ipc/reply.ts';
import { ThreadJob } from '../../engine/job/thread-job.ts';

export class OneJob<Data, Note> {
  #running: ThreadJob<Data, Note> | null = null;
  #lastId = 0;

  /** @param workerUrl the built worker. @param called in words: `This comparison`. */
  constructor(
    private readonly workerUrl: URL,
    private readonly called: string,
  ) {}

  start(data: Data): { job: number } {
    this.abandon();
    this.#running = new ThreadJob<Data, Note>(this.workerUrl, data);
    return { job: this.#lastId };
  }

  poll(id: number): { notes: Note[]; end: ThreadJob<Data, Note>['end'] } {
    const job = this.#get(id);
    const { end } = job;
    if (end) this.#running = null;
    return { notes: job.take(), end };
  }

  stop(id: number): void {
    this.#get(id).stop();
  }

  /** Ends what is under way; nobody will ask for the rest of it. */
  abandon(): void {
    this.#lastId++;
    void this.#running?.close();
    this.#running = null;
  }

  #get(id: number): ThreadJob<Data, Note> {
    if (!this.#running || id !== this.#lastId) throw new LabError('no-job', `${this.called} is over.`);
    return this.#running;
  }
}
