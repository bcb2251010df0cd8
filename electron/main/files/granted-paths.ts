/** Paths that the person chose, most recent first: kept from one start to the next, and no others are opened for the window. */
import path from 'node:path';
import { filePath } from '../../../shared/ipc/documents.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import { z } from '../../../shared/ipc/schema.ts';
import { JsonFile } from '../state/json-file.ts';

const remembered = 50;

export class GrantedPaths {
  readonly #store: JsonFile<string[]>;
  readonly #how: string;
  #paths: string[] = [];

  /** @param how by which command a file is opened. */
  constructor(file: string, how: string) {
    this.#store = new JsonFile(file, z.array(filePath).max(remembered), []);
    this.#how = how;
  }

  async load(): Promise<void> {
    this.#paths = await this.#store.read();
  }

  recent(): { path: string; name: string }[] {
    return this.#paths.map((file) => ({ path: file, name: path.basename(file) }));
  }

  includes(file: string): boolean {
    return this.#paths.includes(file);
  }

  /** Throws `LabError`. */
  require(file: string): void {
    if (!this.includes(file)) throw new LabError('not-allowed', `${file} was not opened in this lab before. Open it with ${this.#how}.`);
  }

  async grant(file: string): Promise<void> {
    this.#paths = [file, ...this.#paths.filter((known) => known !== file)].slice(0, remembered);
    await this.#store.write(this.#paths);
  }

  async forget(file: string): Promise<void> {
    this.#paths = this.#paths.filter((known) => known !== file);
    await this.#store.write(this.#paths);
  }
}
