/** The player of the window: one at a time, in a thread of its own. A new one ends the one before. */
import type { CallReply } from '../../../shared/ipc/contract.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import type { PlayerOpening } from '../../../shared/ipc/player.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import type { CompileService } from '../../engine/compile-service.ts';
import { NotPlayable, type PlayerCall, PlayerThread } from '../../engine/player/player-thread.ts';
import type { Player } from '../../engine/player/player.ts';

export class Players {
  readonly #workerUrl: URL;
  readonly #compiler: Pick<CompileService, 'link'>;
  #open: PlayerThread | null = null;
  #lastId = 0;

  /** @param workerUrl the built worker, `out/main/player-worker.js`. */
  constructor(workerUrl: URL, compiler: Pick<CompileService, 'link'>) {
    this.#workerUrl = workerUrl;
    this.#compiler = compiler;
  }

  async open({ scenario, config, kernel, protocol, memory, objects, properties, schedule, cycle }: PlayerOpening): Promise<CallReply<'player.open'>> {
    this.abandon();
    const player = this.#lastId;
    const thread = (this.#open = new PlayerThread(this.#workerUrl, {
      input: { scenario, config, memory, ...(kernel && { kernel }), ...(protocol !== undefined && { protocol }) },
      objects, schedule, cycle, ...(properties && { properties }),
    }, this.#compiler.link()));
    const start = await thread.start;
    if (player !== this.#lastId) throw gone();
    if (start.kind === 'opened') return { opened: true, player, program: start.program, rules: [...start.rules], change: start.change };
    this.abandon();
    if (start.kind === 'refused') return { opened: false, diagnostics: start.diagnostics.slice(0, limits.diagnostics) };
    if (start.kind === 'impossible') throw new LabError('not-possible', `This schedule cannot be played: ${start.message}.`);
    throw new Error(start.message);
  }

  /** How far the opening is that is under way. */
  opening(): CallReply<'player.opening'> {
    return this.#open?.opening ?? null;
  }

  async call<K extends PlayerCall>(id: number, call: K, ...args: Parameters<Player[K]>): Promise<Awaited<ReturnType<Player[K]>>> {
    const thread = this.#open;
    if (!thread || id !== this.#lastId) throw gone();
    try {
      return await thread.call(call, ...args);
    } catch (error) {
      if (error instanceof NotPlayable) throw new LabError('not-possible', `That cannot be done here: ${error.message}.`);
      // Its thread was ended while it answered.
      if (id !== this.#lastId) throw gone();
      throw error;
    }
  }

  close(id: number): void {
    if (id === this.#lastId) this.abandon();
  }

  /** Ends the player; nobody will ask it anything. */
  abandon(): void {
    this.#lastId++;
    void this.#open?.close();
    this.#open = null;
  }
}

function gone(): LabError {
  return new LabError('no-player', 'What was played has been closed. Open it again.');
}
