/**
 * Images of shipped scenarios, made by the build or by an exploration before, so that exploring one starts without parsing, checking, lowering and emitting it.
 *
 * ```
 *   out/images/<SHA-256 of compiler and question>       of the build        32 bytes, SHA-256 of what follows │ V8's serialisation of the image, deflated
 *   out/cli/images/<SHA-256 of compiler and question>   of explorations     the same
 * ```
 * Only what this build's own compiler made is ever found, and only whole: the hash answers for damage. What does not fit is only lost time.
 */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { threadId } from 'node:worker_threads';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { buildDigests } from '../build-digests.ts';
import { type PlainImage, plainImage, wholeImage } from './step-compiler.ts';

const HASH_BYTES = 32;
/** Names in the folder of explorations, mostly two for each image, which takes half a megabyte: enough for every shipped scenario in some variants. Then it is emptied. */
const MOST = 400;

export class KeptImages {
  /** `folder`: need not be there yet. `compiler`: names the sources that the compiler, the kernel and the scenarios are of. `shipped`: where there may be more. `most`: names in the folder. */
  constructor(
    private readonly folder: string,
    private readonly compiler: string,
    private readonly shipped?: string,
    private readonly most = MOST,
  ) {}

  /** Of the build in a folder, `out/`; none where it does not say what it was made from. */
  static of(out: URL): KeptImages | undefined {
    const { compiler } = buildDigests(out);
    return compiler === undefined ? undefined : new KeptImages(fileURLToPath(new URL('cli/images/', out)), compiler, fileURLToPath(shippedIn(out)));
  }

  /** Those that come with the build, for who makes them. */
  static ofBuild(out: URL): KeptImages | undefined {
    const { compiler } = buildDigests(out);
    return compiler === undefined ? undefined : new KeptImages(fileURLToPath(shippedIn(out)), compiler, undefined, Infinity);
  }

  /** `question`: all that the image follows from, besides the compiler; plain data. */
  find(question: unknown): StepImage | undefined {
    return (this.shipped === undefined ? undefined : this.findIn(this.shipped, question)) ?? this.findIn(this.folder, question);
  }

  /** `also`: other questions with the same answer. */
  keep(question: unknown, image: StepImage, also: readonly unknown[] = []): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      const names = readdirSync(this.folder);
      if (names.length >= this.most) for (const name of names) rmSync(path.join(this.folder, name), { force: true });
      const data = deflateRawSync(serialize(plainImage(image)), { level: 1 });
      // Whoever starts meanwhile finds the whole file or none.
      const part = path.join(this.folder, `${process.pid}-${threadId}.part`);
      writeFileSync(part, Buffer.concat([hash(data), data]));
      const file = this.file(this.folder, question);
      renameSync(part, file);
      for (const other of also) {
        const answer = this.file(this.folder, other);
        rmSync(answer, { force: true });
        linkSync(file, answer);
      }
    } catch {
      // Where nothing can be written, each start compiles anew.
    }
  }

  private findIn(folder: string, question: unknown): StepImage | undefined {
    try {
      const content = readFileSync(this.file(folder, question));
      const data = content.subarray(HASH_BYTES);
      if (!hash(data).equals(content.subarray(0, HASH_BYTES))) return undefined;
      return wholeImage(deserialize(inflateRawSync(data)) as PlainImage);
    } catch {
      return undefined;
    }
  }

  private file(folder: string, question: unknown): string {
    return path.join(folder, hash(JSON.stringify([this.compiler, question])).toString('hex'));
  }
}

function shippedIn(out: URL): URL {
  return new URL('images/', out);
}

function hash(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
}
