/** The files the person chose by a dialog or on the command line: the window may read and write these, and no others. */
import path from 'node:path';
import { filePath, type OpenedFile } from '../../../shared/ipc/documents.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import { z } from '../../../shared/ipc/schema.ts';
import { JsonFile } from '../state/json-file.ts';
import { readTextFile, writeTextFile } from './text-file.ts';

const remembered = 50;

export class GrantedFiles {
  readonly #store: JsonFile<string[]>;
  /** Most recent first. */
  #paths: string[] = [];

  constructor(file: string) {
    this.#store = new JsonFile(file, z.array(filePath).max(remembered), []);
  }

  async load(): Promise<void> {
    this.#paths = await this.#store.read();
  }

  recent(): { path: string; name: string }[] {
    return this.#paths.map((file) => ({ path: file, name: path.basename(file) }));
  }

  /** The person chose this file: reads it, and remembers that they did. */
  async openChosen(file: string): Promise<OpenedFile> {
    const absolute = path.resolve(file);
    const opened = await readTextFile(absolute);
    await this.#grant(absolute);
    return opened;
  }

  async saveChosen(file: string, text: string): Promise<OpenedFile> {
    const absolute = path.resolve(file);
    await writeTextFile(absolute, text);
    await this.#grant(absolute);
    return { path: absolute, name: path.basename(absolute), text };
  }

  isGranted(file: string): boolean {
    return this.#paths.includes(file);
  }

  async reopen(file: string): Promise<OpenedFile> {
    this.#require(file);
    return readTextFile(file);
  }

  async save(file: string, text: string): Promise<void> {
    this.#require(file);
    await writeTextFile(file, text);
  }

  async forget(file: string): Promise<void> {
    this.#paths = this.#paths.filter((known) => known !== file);
    await this.#store.write(this.#paths);
  }

  async #grant(file: string): Promise<void> {
    this.#paths = [file, ...this.#paths.filter((known) => known !== file)].slice(0, remembered);
    await this.#store.write(this.#paths);
  }

  #require(file: string): void {
    if (!this.isGranted(file)) {
      throw new LabError('not-allowed', `${file} was not opened in this lab before. Open it with File › Open.`);
    }
  }
}
