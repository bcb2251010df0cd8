/** A file of which the person is told where it cannot be read: they would miss what was in it. */
import { readFile } from 'node:fs/promises';
import type { z } from '../../../shared/ipc/schema.ts';
import { JsonFile } from './json-file.ts';
import { setAside } from './set-aside.ts';

export interface Told<T> {
  value: T;
  /** That it could not be read, and where it is now; null: there is nothing to tell. */
  problem: string | null;
}

export class ToldFile<T> {
  readonly #path: string;
  readonly #file: JsonFile<T>;
  readonly #schema: z.ZodType<T>;
  readonly #initial: T;
  readonly #what: string;

  /** `what`: it holds, in words that begin a sentence: `What was open`. */
  constructor(file: string, schema: z.ZodType<T>, initial: T, what: string) {
    this.#path = file;
    this.#file = new JsonFile(file, schema, initial);
    this.#schema = schema;
    this.#initial = initial;
    this.#what = what;
  }

  write(value: T): Promise<void> {
    return this.#file.write(value);
  }

  async read(): Promise<Told<T>> {
    const text = await readFile(this.#path, 'utf8').catch(() => null);
    if (text === null) return { value: this.#initial, problem: null };
    try {
      return { value: this.#schema.parse(JSON.parse(text)), problem: null };
    } catch {
      return { value: this.#initial, problem: `${this.#what} could not be read, and is as it was at first. ${await setAside(this.#path)}` };
    }
  }
}
