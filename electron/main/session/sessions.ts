/** The live session of the window: one at a time, from the compiled scenario to its result, told in polls. */
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CallAnswer, CallReply, CallRequest } from '../../../shared/ipc/contract.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import { packObjects } from '../../../shared/ipc/packed-objects.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import type { RecordedNotes } from '../../../shared/recording/notes.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import type { SessionMeta, SessionResult, SessionSample } from '../../../shared/trace/session.ts';
import type { ThreadTrace } from '../../../shared/trace/traced.ts';
import type { CompileService } from '../../engine/compile-service.ts';
import type { LiveSession } from '../../engine/live/options.ts';
import { createLiveSession } from '../../engine/live/session.ts';
import { SpareWorkers } from '../../engine/live/spare-workers.ts';
import type { CopyOptions } from '../../recordings/copy-options.ts';
import { Outbox } from './outbox.ts';
import { SessionRecording } from './session-recording.ts';

/** What the picture of the address space draws is always looked at: VMAs and their locks, and of the tree and the page tables what is in use. */
const drawn = { structs: ['mm_struct', 'vm_area_struct', 'vma_lock'], follow: ['mm_struct.mm_mt.ma_root', 'maple_node.slot', 'mm_struct.pgd', 'pgtable.slot'] };

/** Threads pause long before one is full (runtime/tracing.ts): what the window draws is whole, and no more than it can take when threads could trace by the million. */
const ringEvents = 32768;
/** The session's threads may never pause; the window goes before them. */
const nice = 10;
/** When a session has been over for so long, workers start for the next one: as many as it had, but no more than this. */
const spare = { afterMs: 1000, most: 8 };

interface Running {
  id: number;
  live: LiveSession;
  outbox: Outbox;
  recording: SessionRecording | null;
  /** The newest sample that no poll has had yet. */
  sample: SessionSample | null;
  /** What each thread was in the middle of when that was taken. */
  traced: ThreadTrace[] | null;
  /** Set when the session has ended and all its events have been handed over to the outbox. */
  result: SessionResult | null;
  /** Why there will be no result. */
  failure: Error | null;
}

export class Sessions {
  readonly #compiler: CompileService;
  readonly #workerUrl: URL;
  readonly #folder: string;
  readonly #version: string;
  /** Of the session that runs, or ran last; null: there is none, or it could not be begun. */
  #recording: SessionRecording | null = null;
  #running: Running | null = null;
  readonly #spare: SpareWorkers;
  #lastId = 0;

  /** @param folder for recordings of the lab's own; nothing else may be in it. */
  constructor(compiler: CompileService, workerUrl: URL, folder: string, version: string) {
    this.#compiler = compiler;
    this.#workerUrl = workerUrl;
    this.#spare = new SpareWorkers(workerUrl);
    this.#folder = folder;
    this.#version = version;
  }

  async start({ scenario, config, mode, seed, durationMs }: CallRequest<'session.start'>): Promise<CallReply<'session.start'>> {
    const id = ++this.#lastId;
    this.#refuseSecond();
    const checks = mode === 'trace' ? 'full' : 'quarantine';
    const { diagnostics, image } = await this.#compiler.build({ scenario, config }, { mode, checks, ringEvents, whenFull: 'pause' });
    // Meanwhile the window may have gone, or asked for another session.
    if (id !== this.#lastId) throw new LabError('busy', 'Another session was started in the meantime.');
    this.#refuseSecond();
    if (!image) return { started: false, diagnostics: diagnostics.slice(0, limits.diagnostics) };

    const outbox = new Outbox(limits.eventBytesPerPoll);
    const recording = await this.#newRecording(id);
    if (id !== this.#lastId) {
      await recording?.discard();
      throw new LabError('busy', 'Another session was started in the meantime.');
    }
    this.#recording = recording;
    let meta!: SessionMeta;
    const live = createLiveSession({
      image,
      workerUrl: this.#workerUrl,
      spare: this.#spare,
      seed: seed || randomInt(1, 2 ** 32),
      ...(durationMs !== null && { durationMs }),
      look: { ...drawn, globals: false },
      onMeta: (told) => {
        meta = told;
        recording?.begin(this.#version, told, [scenario, ...kernelOf(told.protocol)], durationMs);
      },
      onSample: (sample, traced) => {
        running.sample = sample;
        running.traced = traced;
        recording?.sample(sample);
      },
      onEvents: async (chunk) => void (await Promise.all([outbox.push(chunk), recording?.events(chunk)])),
      nice,
    });
    const running: Running = { id, live, outbox, recording, sample: null, traced: null, result: null, failure: null };
    this.#running = running;
    void this.#follow(running, Math.min(meta.threads.length, spare.most));
    return { started: true, session: id, meta };
  }

  poll(id: number): CallAnswer<'session.poll'> {
    const running = this.#get(id);
    if (running.failure) {
      this.#running = null;
      throw running.failure;
    }
    const { sample, traced, result } = running;
    [running.sample, running.traced] = [null, null];
    if (result) this.#running = null;
    return { sample: sample && { ...sample, snapshot: packObjects(sample.snapshot) }, traced, events: running.outbox.take(), result };
  }

  /** Has samples show more of the memory: what the inspector looks at. */
  look({ session, structs, globals }: CallRequest<'session.look'>): void {
    this.#get(session).live.look({ structs: [...new Set([...drawn.structs, ...structs])], follow: drawn.follow, globals });
  }

  stop(id: number): void {
    this.#get(id).live.stop();
  }

  /** Saves the session that runs, as far as it is, or the one that ran last. Answers what there is to say of it. Throws `LabError`. */
  async save(target: string, notes: RecordedNotes, options: CopyOptions): Promise<string | null> {
    if (!this.#recording) throw new LabError('no-session', 'There is no session to save. Run a scenario first.');
    return this.#recording.save(target, notes, options);
  }

  get canSave(): boolean {
    return this.#recording !== null;
  }

  /** Ends whatever runs; nobody will ask for its result. */
  abandon(): void {
    this.#lastId++;
    this.#running?.live.stop();
    // An outbox that nobody empties would keep the session's last events waiting for ever.
    this.#running?.outbox.close();
    this.#running = null;
    void this.#spare.close();
  }

  /** The lab ends: the next one cannot save what this one recorded. What cannot be removed is with its first run. */
  forget(): void {
    try {
      rmSync(this.#folder, { recursive: true, force: true });
    } catch (error) {
      console.error('The last session’s recording could not be removed:', error);
    }
  }

  async #follow(running: Running, threads: number): Promise<void> {
    try {
      const result = await running.live.result;
      await running.live.delivered;
      running.recording?.end(result);
      running.result = result;
    } catch (error) {
      running.failure = error instanceof Error ? error : new Error(String(error));
    }
    setTimeout(() => {
      if (running.id === this.#lastId) void this.#spare.prepare(threads);
    }, spare.afterMs).unref();
  }

  /** The one before it is let go. */
  async #newRecording(id: number): Promise<SessionRecording | null> {
    const before = this.#recording;
    this.#recording = null;
    try {
      if (!before) await rm(this.#folder, { recursive: true, force: true });
      await before?.discard();
      await mkdir(this.#folder, { recursive: true });
      return await SessionRecording.create(path.join(this.#folder, `session-${id}.faultline`));
    } catch (error) {
      // A session runs without one; who wants to save it is told.
      console.error('The session is not recorded:', error);
      return null;
    }
  }

  #get(id: number): Running {
    if (this.#running?.id !== id) throw new LabError('no-session', 'This session is over.');
    return this.#running;
  }

  #refuseSecond(): void {
    if (this.#running) throw new LabError('busy', 'A session is running already. Stop it first.');
  }
}
