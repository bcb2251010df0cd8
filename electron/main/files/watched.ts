/** Files whose text on disk may become another one without the lab. Looked at by their times, which works on every kind of disk. */
import { unwatchFile, watchFile } from 'node:fs';
import type { PushPayload } from '../../../shared/ipc/contract.ts';
import { readTextFile } from './text-file.ts';

export type FileChange = PushPayload<'file.changed'>;

const eachMs = 1000;
/** Many programs empty a file before they write it: what is read then is not what it will be. */
const settleMs = 100;

export class WatchedFiles {
  readonly #changed: (change: FileChange) => void;
  readonly #eachMs: number;
  readonly #followed = new Map<string, () => void>();
  /** What the lab itself wrote last, or told of. */
  readonly #known = new Map<string, string>();
  readonly #soon = new Map<string, NodeJS.Timeout>();

  constructor(changed: (change: FileChange) => void, everyMs = eachMs) {
    this.#changed = changed;
    this.#eachMs = everyMs;
  }

  /** These files and no others. */
  follow(paths: readonly string[]): void {
    for (const path of this.#followed.keys()) if (!paths.includes(path)) this.#leave(path);
    for (const path of paths) {
      if (this.#followed.has(path)) continue;
      const look = (): void => {
        clearTimeout(this.#soon.get(path));
        this.#soon.set(path, setTimeout(() => void this.#look(path), settleMs));
      };
      this.#followed.set(path, look);
      watchFile(path, { interval: this.#eachMs, persistent: false }, look);
    }
  }

  /** The lab wrote this itself: no news. */
  wrote(path: string, text: string): void {
    this.#known.set(path, text);
  }

  close(): void {
    this.follow([]);
  }

  #leave(path: string): void {
    unwatchFile(path, this.#followed.get(path));
    clearTimeout(this.#soon.get(path));
    this.#soon.delete(path);
    this.#followed.delete(path);
    this.#known.delete(path);
  }

  async #look(path: string): Promise<void> {
    let change: FileChange;
    try {
      change = { path, text: (await readTextFile(path)).text, reason: null };
    } catch (error) {
      change = { path, text: null, reason: error instanceof Error ? error.message : String(error) };
    }
    if (!this.#followed.has(path)) return;
    if (change.text === null) this.#known.delete(path);
    else if (this.#known.get(path) === change.text) return;
    else this.#known.set(path, change.text);
    this.#changed(change);
  }
}
