/**
 * What was compiled of shipped scenarios, by the build or by a person before, so that nobody waits for a compiler twice.
 *
 * ```
 *   <folder>/<SHA-256 of compiler and question>   32 bytes, SHA-256 of what follows │ V8's serialisation of the answer, deflated
 * ```
 * Only what this build's own compiler made is ever found, and only whole: the hash answers for damage. What does not fit is only lost time.
 */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { threadId } from 'node:worker_threads';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const HASH_BYTES = 32;

/** Where it is kept, and how much. */
export interface Room {
  /** Need not be there yet. */
  folder: string;
  /** Names the sources that the compiler, the kernel and the scenarios are of. */
  compiler: string;
  /** A folder where there may be more, which is only read. */
  shipped?: string | undefined;
  /** Names in the folder. When there are so many, it is emptied. */
  most: number;
}

/** `Plain`: what can be serialised. Whoever keeps what else knows how it is made whole again. */
export class Kept<Plain> {
  constructor(private readonly room: Room) {}

  /** `question`: all that the answer follows from, besides the compiler; plain data. */
  find(question: unknown): Plain | undefined {
    const { folder, shipped } = this.room;
    return (shipped === undefined ? undefined : this.findIn(shipped, question)) ?? this.findIn(folder, question);
  }

  /** `also`: other questions with the same answer. */
  keep(question: unknown, answer: Plain, also: readonly unknown[] = []): void {
    const { folder, most } = this.room;
    try {
      mkdirSync(folder, { recursive: true });
      const names = readdirSync(folder);
      if (names.length >= most) for (const name of names) rmSync(path.join(folder, name), { force: true });
      const data = deflateRawSync(serialize(answer), { level: 1 });
      // Whoever starts meanwhile finds the whole file or none.
      const part = path.join(folder, `${process.pid}-${threadId}.part`);
      writeFileSync(part, Buffer.concat([hash(data), data]));
      const file = this.file(folder, question);
      renameSync(part, file);
      for (const other of also) {
        const second = this.file(folder, other);
        rmSync(second, { force: true });
        linkSync(file, second);
      }
    } catch {
      // Where nothing can be written, each start compiles anew.
    }
  }

  private findIn(folder: string, question: unknown): Plain | undefined {
    try {
      const content = readFileSync(this.file(folder, question));
      const data = content.subarray(HASH_BYTES);
      if (!hash(data).equals(content.subarray(0, HASH_BYTES))) return undefined;
      return deserialize(inflateRawSync(data)) as Plain;
    } catch {
      return undefined;
    }
  }

  private file(folder: string, question: unknown): string {
    return path.join(folder, hash(JSON.stringify([this.room.compiler, question])).toString('hex'));
  }
}

/** Named values in one order, for a question. */
export function inOrder(named: object): unknown {
  return Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1));
}

function hash(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
}
