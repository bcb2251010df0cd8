/** The recordings that the window shows, and takes notes on: those of sessions stay open, and answer for what is asked of them. */
import path from 'node:path';
import type { CallReply, CallRequest } from '../../../shared/ipc/contract.ts';
import type { OpenedRecording } from '../../../shared/ipc/recordings.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import { copyWithNotes } from '../../recordings/copy.ts';
import { identityAt, identityOf } from '../../recordings/identity.ts';
import { renewExploration } from '../../recordings/renew.ts';
import { SessionFile } from '../../recordings/session-file.ts';
import { Whole } from '../../recordings/whole/whole.ts';
import type { GrantedPaths } from '../files/granted-paths.ts';
import type { FileJob } from './file-job.ts';
import { asBuffer, inWords, openAny, toldSession } from './open.ts';

interface Open {
  path: string;
  name: string;
  /** By which it is known from another that takes its place. */
  identity: string;
  /** null: it is of an exploration, which the window has all of. */
  session: OpenSession | null;
}

interface OpenSession {
  file: SessionFile;
  whole: Whole;
}

export class Recordings {
  readonly #open = new Map<number, Open>();
  #lastId = 0;

  constructor(
    private readonly known: GrantedPaths,
    private readonly job: FileJob,
  ) {}

  /** The person chose this file. Null when they ended its reading. Throws `LabError`. */
  async openChosen(file: string): Promise<OpenedRecording | null> {
    const absolute = path.resolve(file);
    const name = path.basename(absolute);
    const opened = await this.job.run(`Reading ${name}`, (control) => openAny(absolute, control));
    if (!opened) return null;
    await this.known.grant(absolute);
    const id = ++this.#lastId;
    const isSession = opened instanceof SessionFile;
    const identity = identityOf(isSession ? opened.contents.meta : opened.meta);
    this.#open.set(id, { path: absolute, name, identity, session: isSession ? { file: opened, whole: new Whole(opened) } : null });
    return isSession ? toldSession(id, absolute, opened) : { ...opened, recording: id, path: absolute };
  }

  /** The same of one that they chose before. */
  async reopen(file: string): Promise<OpenedRecording | null> {
    this.known.require(file);
    return this.openChosen(file);
  }

  events({ recording, first, count }: CallRequest<'recordings.events'>): Promise<CallReply<'recordings.events'>> {
    return this.#ask(recording, async ({ file }) => {
      const { open, events } = await file.events(first, count);
      return { open: asBuffer(open), events: asBuffer(events) };
    });
  }

  momentAt({ recording, time }: CallRequest<'recordings.momentAt'>): Promise<CallReply<'recordings.momentAt'>> {
    return this.#ask(recording, ({ file }) => file.momentAt(time));
  }

  samples({ recording, after, step }: CallRequest<'recordings.samples'>): Promise<CallReply<'recordings.samples'>> {
    return this.#ask(recording, ({ file }) => file.thinned(after, step));
  }

  find({ recording, words, first, count, from, direction }: CallRequest<'recordings.find'>): Promise<CallReply<'recordings.find'>> {
    return this.#ask(recording, ({ whole }) => whole.find(words, first, count, from, direction));
  }

  contention({ recording, range }: CallRequest<'recordings.contention'>): Promise<CallReply<'recordings.contention'>> {
    return this.#ask(recording, ({ whole }) => whole.contention(range));
  }

  lines({ recording, range }: CallRequest<'recordings.lines'>): Promise<CallReply<'recordings.lines'>> {
    return this.#ask(recording, ({ whole }) => whole.lines(range));
  }

  /** Writes notes into the file, whole or not at all. What is read of it meanwhile is as it was. */
  async annotate({ recording, notes }: CallRequest<'recordings.annotate'>): Promise<CallReply<'recordings.annotate'>> {
    const { path: file, name, identity, session } = this.#require(recording);
    const gone = (error: unknown): never => {
      if (!(error instanceof LabError && error.code === 'not-found')) throw error;
      throw new LabError('not-found', `${name} is not where it was any more. Open it from where it is now: the notes are kept, and can be saved there.`);
    };
    return inWords(name, 'written', async () => {
      if ((await identityAt(file)) !== identity) throw new LabError('not-possible', `${name} is another recording now than the one that was opened, and was left as it is. Open that one from where it is now: the notes are kept, and can be saved there.`);
      return this.job.run(`Writing notes into ${name}`, async (control) => ({ renewed: await (session ? copyWithNotes(file, file, notes, control) : renewExploration(file, file, notes)) }));
    }).catch(gone);
  }

  async close(id: number): Promise<void> {
    const open = this.#open.get(id);
    this.#open.delete(id);
    await open?.session?.file.close();
  }

  /** Closes all; nobody will ask for them. */
  abandon(): void {
    this.job.cancel();
    for (const id of this.#open.keys()) void this.close(id);
  }

  #ask<T>(id: number, work: (session: OpenSession) => Promise<T>): Promise<T> {
    const { name, session } = this.#require(id);
    if (!session) throw new LabError('no-session', `${name} is the recording of an exploration: it has no times.`);
    return inWords(name, 'read', () => work(session));
  }

  #require(id: number): Open {
    const open = this.#open.get(id);
    if (!open) throw new LabError('no-recording', 'This recording has been closed. Open it again.');
    return open;
  }
}
