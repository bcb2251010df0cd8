/** One session's recording: written while it runs to a file of the lab's own, so that it is there when the person wants to save it. */
import { rm } from 'node:fs/promises';
import { LabError } from '../../../shared/ipc/reply.ts';
import type { RecordedSources } from '../../../shared/recording/contents.ts';
import type { RecordedNotes } from '../../../shared/recording/notes.ts';
import { whatIsWrong } from '../../../shared/report/file-errors.ts';
import type { SessionMeta, SessionResult, SessionSample } from '../../../shared/trace/session.ts';
import type { CopyOptions } from '../../recordings/copy-options.ts';
import { copySoFar, copyWithNotes } from '../../recordings/copy.ts';
import { machineFacts } from '../../recordings/machine.ts';
import { RecordingWriter } from '../../recordings/writer.ts';

/** Bytes of events that may wait for the disk before the session does. */
const MOST_WAITING = 32 << 20;

export class SessionRecording {
  #last: SessionSample | null = null;
  /** Set once the session has ended: resolves when the file is complete. */
  #complete: Promise<void> | null = null;
  #failure: Error | null = null;
  /** Bytes of events that are not written yet. */
  #waiting = 0;

  private constructor(
    private readonly file: string,
    private readonly writer: RecordingWriter,
  ) {}

  /** Throws what the file system says. */
  static async create(file: string): Promise<SessionRecording> {
    return new SessionRecording(file, await RecordingWriter.create(file));
  }

  begin(faultline: string, session: SessionMeta, sources: RecordedSources, durationMs: number | null): void {
    void this.writer.begin({ faultline, session, machine: machineFacts(), durationMs, iterations: null }, sources);
  }

  sample(sample: SessionSample): void {
    this.#last = sample;
    void this.writer.sample(sample);
  }

  /** The session waits for what this answers: only where the disk is much slower than it. A full disk ends the recording, and not the session. */
  events(chunk: Uint8Array): void | Promise<void> {
    if (this.#failure) return;
    this.#waiting += chunk.length;
    const written = this.writer.events(chunk).then(
      () => void (this.#waiting -= chunk.length),
      (error: Error) => void (this.#failure = error),
    );
    return this.#waiting > MOST_WAITING ? written : undefined;
  }

  end(result: SessionResult): void {
    this.#complete = this.writer.finish(result);
    this.#complete.catch((error: Error) => (this.#failure = error));
  }

  /** Copies it to where the person wants it, complete or as far as it is. Answers what there is to say of it. Throws `LabError`, or what the file system says. */
  async save(target: string, notes: RecordedNotes, options: CopyOptions): Promise<string | null> {
    if (this.#complete) {
      await this.#complete.catch(() => {});
      this.#refuseFailure();
      await copyWithNotes(this.file, target, notes, options);
      return this.writer.shortfall;
    }
    const soFar = await this.writer.soFar().catch((error: Error) => void (this.#failure = error));
    this.#refuseFailure();
    if (!soFar || !this.#last) throw new LabError('not-possible', 'The session has only just begun. Save it a moment later.');
    await copySoFar(soFar, target, { result: unfinished(this.#last), notes }, options);
    return this.writer.shortfall;
  }

  /** Nobody will save it any more. */
  async discard(): Promise<void> {
    await this.#complete?.catch(() => {});
    await this.writer.discard().catch(() => {});
    await rm(this.file, { force: true });
  }

  #refuseFailure(): void {
    if (this.#failure) throw new LabError('io', `This session was not recorded: ${whatIsWrong(this.#failure)}. Mend that, then run the scenario again.`);
  }
}

/** Of a session that still runs. */
function unfinished(final: SessionSample): SessionResult {
  return { outcome: 'inconclusive', diagnoses: [], ended: 'stopped', runMs: final.time / 1e6, final, checks: { leaks: null, conditions: [], note: 'it was saved while it ran' } };
}
