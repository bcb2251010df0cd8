/** A file of which the person is told where it cannot be read: they would miss what was in it. */
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
  readonly #what: string;

  /** `what`: it holds, in words that begin a sentence: `What was open`. */
  constructor(file: string, schema: z.ZodType<T>, initial: T, what: string) {
    this.#path = file;
    this.#file = new JsonFile(file, schema, initial);
    this.#what = what;
  }

  write(value: T): Promise<void> {
    return this.#file.write(value);
  }

  async read(): Promise<Told<T>> {
    const { value, unreadable } = await this.#file.load();
    return { value, problem: unreadable ? `${this.#what} could not be read, and is as it was at first. ${await setAside(this.#path)}` : null };
  }
}
