/** What was typed and is in no file of the person's: one file for each document, or whatever it is about, so that neither a crash nor a closed window loses it. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from '../../../shared/ipc/schema.ts';
import { JsonFile } from './json-file.ts';

export class Drafts<T extends { id: string }> {
  readonly #folder: string;
  readonly #schema: z.ZodType<T>;
  readonly #files = new Map<string, JsonFile<T | null>>();

  constructor(folder: string, schema: z.ZodType<T>) {
    this.#folder = folder;
    this.#schema = schema;
  }

  save(draft: T): Promise<void> {
    return this.#file(draft.id).write(draft);
  }

  discard(id: string): Promise<void> {
    return this.#file(id).remove();
  }

  /** `unreadable`: the files that hold something, but nothing that can be read. They stay where they are. */
  async read(): Promise<{ kept: T[]; unreadable: string[] }> {
    const names = (await readdir(this.#folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    const read = await Promise.all(names.map((name) => this.#read(name)));
    return {
      kept: read.filter((draft) => draft !== null && draft !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1)),
      unreadable: names.filter((_, i) => read[i] === undefined).map((name) => path.join(this.#folder, name)),
    };
  }

  /**
   * Before anything is read or written: takes away what a write that was cut short has left, and all but the `most` that were written last.
   * A file that cannot be removed is left where it is.
   */
  async tidy(most = Infinity): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const kept = names.filter((name) => name.endsWith('.json'));
    const partial = names.filter((name) => name.endsWith('.part'));
    const dropped = kept.length > most ? (await this.#newestFirst(kept)).slice(most) : [];
    await Promise.all([...partial, ...dropped].map((name) => rm(path.join(this.#folder, name), { force: true }).catch(() => {})));
  }

  async #newestFirst(names: string[]): Promise<string[]> {
    const written = await Promise.all(names.map(async (name) => ({ name, at: await stat(path.join(this.#folder, name)).then(({ mtimeMs }) => mtimeMs, () => 0) })));
    return written.sort((a, b) => b.at - a.at).map(({ name }) => name);
  }

  /** Null: it was discarded, by a lab that ended before the file was gone; undefined: it cannot be read. */
  async #read(name: string): Promise<T | null | undefined> {
    try {
      return this.#schema.nullable().parse(JSON.parse(await readFile(path.join(this.#folder, name), 'utf8')));
    } catch {
      return undefined;
    }
  }

  #file(id: string): JsonFile<T | null> {
    const known = this.#files.get(id) ?? new JsonFile<T | null>(this.#path(id), this.#schema.nullable(), null);
    this.#files.set(id, known);
    return known;
  }

  #path(id: string): string {
    return path.join(this.#folder, `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`);
  }
}
