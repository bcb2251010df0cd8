/** A small JSON file of the lab's own: parsed by a schema, written atomically and in order. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from '../../../shared/ipc/schema.ts';

const running = new Set<Promise<void>>();

/** Resolves when no write is under way any more, however each of them ended. */
export async function writesSettled(): Promise<void> {
  while (running.size > 0) await Promise.allSettled(running);
}

export class JsonFile<T> {
  readonly #file: string;
  readonly #schema: z.ZodType<T>;
  readonly #initial: T;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, schema: z.ZodType<T>, initial: T) {
    this.#file = file;
    this.#schema = schema;
    this.#initial = initial;
  }

  /** The stored value; the initial one when there is none, or when it cannot be understood. */
  async read(): Promise<T> {
    return (await this.load()).value;
  }

  /** As `read`, and whether there is something that cannot be understood. */
  async load(): Promise<{ value: T; unreadable: boolean }> {
    const text = await readFile(this.#file, 'utf8').catch(() => null);
    if (text === null) return { value: this.#initial, unreadable: false };
    try {
      return { value: this.#schema.parse(JSON.parse(text)), unreadable: false };
    } catch {
      return { value: this.#initial, unreadable: true };
    }
  }

  /** Resolves when this value, or a later one, is on disk. */
  write(value: T): Promise<void> {
    return this.#enqueue(async () => {
      const partial = `${this.#file}.part`;
      await mkdir(path.dirname(this.#file), { recursive: true });
      await writeFile(partial, JSON.stringify(value));
      await rename(partial, this.#file);
    });
  }

  /** Resolves when there is no such file: what was written before does not outlive this. */
  remove(): Promise<void> {
    return this.#enqueue(() => rm(this.#file, { force: true }));
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const writing = this.#writing.then(work, work);
    this.#writing = writing;
    running.add(writing);
    const settled = (): boolean => running.delete(writing);
    writing.then(settled, settled);
    return writing;
  }
}
