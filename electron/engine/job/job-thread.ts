/** A job in a thread of its own, seen from inside. */
import { parentPort, workerData } from 'node:worker_threads';

export type ToJob = 'stop';
export type FromJob<Note> = { note: Note } | { failure: string | null };

/** `tell` says what there is so far; `signal`: to end as soon as it can. */
export async function runJob<Data, Note>(job: (data: Data, tell: (note: Note) => void, signal: AbortSignal) => Promise<void>): Promise<void> {
  const port = parentPort!;
  const stopping = new AbortController();
  port.on('message', (_message: ToJob) => stopping.abort());
  const say = (message: FromJob<Note>): void => port.postMessage(message);
  try {
    await job(workerData as Data, (note) => say({ note }), stopping.signal);
    say({ failure: null });
  } catch (error) {
    say({ failure: error instanceof Error ? error.message : String(error) });
  }
}
