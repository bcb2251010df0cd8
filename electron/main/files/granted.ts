/** The files the person chose by a dialog or on the command line: the window may read and write these, and no others. */
import path from 'node:path';
import type { OpenedFile } from '../../../shared/ipc/documents.ts';
import { GrantedPaths } from './granted-paths.ts';
import { readTextFile, writeWholeFile } from './text-file.ts';

export class GrantedFiles {
  readonly #paths: GrantedPaths;

  constructor(file: string) {
    this.#paths = new GrantedPaths(file, 'File › Open', 'files');
  }

  load(): Promise<void> {
    return this.#paths.load();
  }

  /** As `GrantedPaths.takeProblem`. */
  takeProblem(): string | null {
    return this.#paths.takeProblem();
  }

  recent(): { path: string; name: string }[] {
    return this.#paths.recent();
  }

  /** The person chose this file: reads it, and remembers that they did. */
  async openChosen(file: string): Promise<OpenedFile> {
    const absolute = path.resolve(file);
    const opened = await readTextFile(absolute);
    await this.#paths.grant(absolute);
    return opened;
  }

  async saveChosen(file: string, text: string): Promise<OpenedFile> {
    const absolute = path.resolve(file);
    await writeWholeFile(absolute, text);
    await this.#paths.grant(absolute);
    return { path: absolute, name: path.basename(absolute), text };
  }

  isGranted(file: string): boolean {
    return this.#paths.includes(file);
  }

  async reopen(file: string): Promise<OpenedFile> {
    this.#paths.require(file);
    return readTextFile(file);
  }

  async save(file: string, text: string): Promise<void> {
    this.#paths.require(file);
    await writeWholeFile(file, text);
  }

  forget(file: string): Promise<void> {
    return this.#paths.forget(file);
  }
}
