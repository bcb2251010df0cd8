/** Unsaved text, one file a document, so that neither a crash nor a closed window loses what was typed. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { draft as draftSchema, type Draft } from '../../../shared/ipc/documents.ts';
import { JsonFile } from './json-file.ts';

export class Drafts {
  readonly #folder: string;
  readonly #files = new Map<string, JsonFile<Draft | null>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  save(draft: Draft): Promise<void> {
    return this.#file(draft.id).write(draft);
  }

  async discard(id: string): Promise<void> {
    // In the order of the writes before it: a draft on its way to disk must not outlive this.
    await this.#file(id).write(null);
    await rm(this.#path(id), { force: true });
  }

  async all(): Promise<Draft[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const drafts = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => this.#read(name)));
    return drafts.filter((draft) => draft !== null).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async #read(name: string): Promise<Draft | null> {
    try {
      return draftSchema.parse(JSON.parse(await readFile(path.join(this.#folder, name), 'utf8')));
    } catch {
      return null;
    }
  }

  #file(id: string): JsonFile<Draft | null> {
    const known = this.#files.get(id) ?? new JsonFile<Draft | null>(this.#path(id), draftSchema.nullable(), null);
    this.#files.set(id, known);
    return known;
  }

  #path(id: string): string {
    return path.join(this.#folder, `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`);
  }
}
