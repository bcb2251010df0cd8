/** The live session of the window: one at a time, from the compiled scenario to its result, told in polls. */
import { randomInt } from 'node:crypto';
import type { CallReply, CallRequest } from '../../../shared/ipc/contract.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import type { SessionMeta, SessionResult, SessionSample } from '../../../shared/trace/session.ts';
import type { CompileService } from '../../engine/compile-service.ts';
import type { LiveSession } from '../../engine/live/options.ts';
import { createLiveSession } from '../../engine/live/session.ts';
import { Outbox } from './outbox.ts';

/** What the address-space picture draws is always looked at. */
const drawn = ['mm_struct', 'vm_area_struct'];

/**
 * When a thread has traced half as many events since the last look at the rings, all threads pause before their next body: what
 * the window draws is whole, and no more than it can take when threads could trace by the million.
 */
const ringEvents = 32768;
/** The session's threads may never pause; the window goes before them. */
const nice = 10;

interface Running {
  id: number;
  live: LiveSession;
  outbox: Outbox;
  /** The newest sample that no poll has had yet. */
  sample: SessionSample | null;
  /** Set when the session has ended and all its events have been handed over to the outbox. */
  result: SessionResult | null;
  /** Why there will be no result. */
  failure: Error | null;
}

export class Sessions {
  readonly #compiler: CompileService;
  readonly #workerUrl: URL;
  #running: Running | null = null;
  #lastId = 0;

  constructor(compiler: CompileService, workerUrl: URL) {
    this.#compiler = compiler;
    this.#workerUrl = workerUrl;
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
    let meta!: SessionMeta;
    const live = createLiveSession({
      image,
      workerUrl: this.#workerUrl,
      seed: seed || randomInt(1, 2 ** 32),
      ...(durationMs !== null && { durationMs }),
      look: { structs: drawn, globals: false },
      onMeta: (told) => (meta = told),
      onSample: (sample) => (running.sample = sample),
      onEvents: (chunk) => outbox.push(chunk),
      eventBacklog: limits.eventBytesPerPoll,
      nice,
    });
    const running: Running = { id, live, outbox, sample: null, result: null, failure: null };
    this.#running = running;
    void this.#follow(running);
    return { started: true, session: id, meta };
  }

  poll(id: number): CallReply<'session.poll'> {
    const running = this.#get(id);
    if (running.failure) {
      this.#running = null;
      throw running.failure;
    }
    const { sample, result } = running;
    running.sample = null;
    if (result) this.#running = null;
    return { sample, events: running.outbox.take(), result };
  }

  /** Has samples show more of the memory: what the inspector looks at. */
  look({ session, structs, globals }: CallRequest<'session.look'>): void {
    this.#get(session).live.look({ structs: [...new Set([...drawn, ...structs])], globals });
  }

  stop(id: number): void {
    this.#get(id).live.stop();
  }

  /** Ends whatever runs; nobody will ask for its result. */
  abandon(): void {
    this.#lastId++;
    this.#running?.live.stop();
    // An outbox that nobody empties would keep the session's last events waiting for ever.
    this.#running?.outbox.close();
    this.#running = null;
  }

  async #follow(running: Running): Promise<void> {
    try {
      const result = await running.live.result;
      await running.live.delivered;
      running.result = result;
    } catch (error) {
      running.failure = error instanceof Error ? error : new Error(String(error));
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
