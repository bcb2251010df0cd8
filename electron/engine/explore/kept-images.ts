/**
 * Images of shipped scenarios that were explored before, so that exploring one again starts without parsing, checking, lowering and emitting it.
 *
 * ```
 *   out/cli/images/<SHA-256 of build, Node and question>:   32 bytes, SHA-256 of what follows │ V8's serialisation of the image, deflated
 * ```
 * Only what this build's own compiler made is ever found, and only whole: the hash answers for damage. What does not fit is only lost time.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { Lookers } from '../../../shared/dialect/step/weak/lookers.ts';

const HASH_BYTES = 32;
/** Half a megabyte each: enough for every shipped scenario in some variants. When there are more, the folder is emptied. */
const MOST = 200;

export class KeptImages {
  /** `folder`: need not be there yet. `build`: names the sources that the compiler, the kernel and the scenarios are of. */
  constructor(
    private readonly folder: string,
    private readonly build: string,
  ) {}

  /** Of the build in a folder, `out/`; none where it does not say what it was made from. */
  static of(out: URL): KeptImages | undefined {
    try {
      const [build = ''] = readFileSync(new URL('.inputs.sha256', out), 'utf8').split('\n');
      return build === '' ? undefined : new KeptImages(fileURLToPath(new URL('cli/images/', out)), build);
    } catch {
      return undefined;
    }
  }

  /** `question`: all that the image follows from, besides the build; plain data. */
  find(question: unknown): StepImage | undefined {
    try {
      const content = readFileSync(this.file(question));
      const data = content.subarray(HASH_BYTES);
      if (!hash(data).equals(content.subarray(0, HASH_BYTES))) return undefined;
      const image = deserialize(inflateRawSync(data)) as Omit<StepImage, 'lookers'>;
      return { ...image, lookers: new Lookers(image.program, image.layout.threads.map((t) => t.fn)) };
    } catch {
      return undefined;
    }
  }

  keep(question: unknown, { lookers: _, ...image }: StepImage): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      const names = readdirSync(this.folder);
      if (names.length >= MOST) for (const name of names) rmSync(path.join(this.folder, name), { force: true });
      const data = deflateRawSync(serialize(image), { level: 1 });
      const file = this.file(question);
      // Whoever starts meanwhile finds the whole file or none.
      const part = `${file}.${process.pid}.part`;
      writeFileSync(part, Buffer.concat([hash(data), data]));
      renameSync(part, file);
    } catch {
      // Where nothing can be written, each start compiles anew.
    }
  }

  private file(question: unknown): string {
    return path.join(this.folder, hash(JSON.stringify([this.build, process.version, question])).toString('hex'));
  }
}

function hash(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
}
