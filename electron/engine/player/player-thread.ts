/** The player in a thread of its own: its client. The thread ends with `close()`. */
import { type MessagePort, Worker } from 'node:worker_threads';
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
import type { Action } from '../../../shared/explore/verdict.ts';
import type { LineChange } from '../../../shared/replay/player.ts';
import type { PlayedProgram } from '../../../shared/replay/state.ts';
import type { SearchInput } from '../explore/program.ts';
import type { Player } from './player.ts';

/** What is to be played, as it goes to the thread. */
export interface PlayerJob {
  input: SearchInput;
  objects: number;
  /** Names of those that are checked; all unless told. */
  properties?: readonly string[] | undefined;
  schedule: Action[];
  cycle: number | null;
}

export interface PlayerThreadStart {
  job: PlayerJob;
  /** To the compiler's thread. */
  compiler: MessagePort;
}

/** `refused`: the scenario has errors. `impossible`: the program has no such schedule. `failed`: the lab has. */
export type PlayerStart =
  | { kind: 'opened'; program: PlayedProgram; rules: readonly string[]; change: LineChange }
  | { kind: 'refused'; diagnostics: Diagnostic[] }
  | { kind: 'impossible' | 'failed'; message: string };

/** Steps of the schedule that have been taken while it is opened, and how many there are. */
export interface OpeningProgress {
  taken: number;
  of: number;
}

export type PlayerCall = Exclude<{ [K in keyof Player]: Player[K] extends (...args: never[]) => unknown ? K : never }[keyof Player], undefined>;
export interface ToPlayer {
  id: number;
  call: PlayerCall;
  args: unknown[];
}
export type FromPlayer = { id: number; value: unknown } | { id: number; error: { kind: 'impossible' | 'failed'; message: string } };

/** What was asked cannot be done with this schedule; says why. */
export class NotPlayable extends Error {}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class PlayerThread {
  /** Never rejects. */
  readonly start: Promise<PlayerStart>;
  /** While it is opened; null until the program is compiled. */
  opening: OpeningProgress | null = null;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /** `workerUrl`: the built worker, `out/main/player-worker.js`. `compiler`: of `CompileService.link()`. */
  constructor(workerUrl: URL, job: PlayerJob, compiler: MessagePort) {
    this.worker = new Worker(workerUrl, { name: 'player', workerData: { job, compiler } satisfies PlayerThreadStart, transferList: [compiler] });
    this.start = new Promise((resolve) => {
      this.worker.on('message', (message: FromPlayer | PlayerStart | OpeningProgress) => {
        if ('taken' in message) this.opening = message;
        else if ('kind' in message) resolve(message);
        else this.settle(message);
      });
      const failed = (message: string): void => {
        resolve({ kind: 'failed', message });
        for (const { reject } of this.waiting.values()) reject(new Error(message));
        this.waiting.clear();
      };
      this.worker.on('error', (error) => failed(error instanceof Error ? error.message : String(error)));
      this.worker.on('exit', (code) => failed(`the player's thread ended (exit code ${code})`));
    });
  }

  /** Only after `start` has said `opened`. Rejects with `NotPlayable`, or with what went wrong in the lab. */
  call<K extends PlayerCall>(call: K, ...args: Parameters<Player[K]>): Promise<Awaited<ReturnType<Player[K]>>> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.worker.postMessage({ id, call, args } satisfies ToPlayer);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(message: FromPlayer): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (!('error' in message)) waiting?.resolve(message.value);
    else waiting?.reject(message.error.kind === 'impossible' ? new NotPlayable(message.error.message) : new Error(message.error.message));
  }
}
