/** Paths that the person chose, most recent first: kept from one start to the next, and no others are opened for the window. */
import path from 'node:path';
import { filePath } from '../../../shared/ipc/documents.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import { z } from '../../../shared/ipc/schema.ts';
import { ToldFile } from '../state/told-file.ts';

const remembered = 50;

export class GrantedPaths {
  readonly #store: ToldFile<string[]>;
  readonly #how: string;
  #paths: string[] = [];
  #problem: string | null = null;

  /** @param how by which command a file is opened. @param what such files are, in words: `files`. */
  constructor(file: string, how: string, what: string) {
    this.#store = new ToldFile(file, z.array(filePath).max(remembered), [], `The list of your ${what}`);
    this.#how = how;
  }

  async load(): Promise<void> {
    ({ value: this.#paths, problem: this.#problem } = await this.#store.read());
  }

  /** That the list could not be read: said once. */
  takeProblem(): string | null {
    const problem = this.#problem;
    this.#problem = null;
    return problem;
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
