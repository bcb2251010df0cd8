/**
 * Runs a CommonJS script, and those beside it that it requires, without compiling them anew: V8 keeps the bytecode of what an earlier run used in a file for each.
 *
 * ```
 *   main.cjs.v20.20.2-x64.cache:   32 bytes, SHA-256 of the script and of what follows │ V8's code cache
 * ```
 * V8 itself refuses what another version of it, or other flags, have made; it would take any script of the same length for the right one, and does
 * not look for damage, so the hash answers for both. What is refused is only lost time: the script is compiled as if there were no cache.
 */
import { isAscii } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';

const HASH_BYTES = 32;

export class CachedScript {
  /** Of its text, which is not kept. */
  private readonly textHash: Hash;
  private readonly script: Script;
  private module: { exports: unknown } | undefined;
  /** Whether there was a cache that fits. */
  readonly cached: boolean;

  /** `file`: the script's path. */
  constructor(
    private readonly file: string,
    private readonly cache = cacheFile(file),
    /** All that were loaded, by their paths. */
    private readonly loaded = new Map<string, CachedScript>(),
  ) {
    loaded.set(file, this);
    const bytes = readFileSync(file);
    this.textHash = createHash('sha256').update(bytes);
    const cachedData = readCache(cache, this.textHash);
    const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
    // The line number in a stack stays that of the file.
    this.script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, { filename: file, ...(cachedData && { cachedData }) });
    this.cached = cachedData !== undefined && this.script.cachedDataRejected === false;
  }

  /** Runs it, the first time; answers what it exports. It may require Node's own modules, what is installed, and scripts beside it. */
  run(): unknown {
    if (this.module) return this.module.exports;
    // Set first: scripts may require each other in a circle.
    this.module = { exports: {} };
    const body = this.script.runInThisContext() as (exports: unknown, require: (id: string) => unknown, module: unknown, file: string, folder: string) => void;
    const require = createRequire(this.file);
    body(this.module.exports, (id) => (id.startsWith('./') ? this.beside(id).run() : require(id)), this.module, this.file, path.dirname(this.file));
    return this.module.exports;
  }

  /** Keeps what has been compiled by now for the next run, of all that were loaded and had no cache. */
  save(): void {
    for (const script of this.loaded.values()) if (!script.cached) script.saveOwn();
  }

  private beside(id: string): CachedScript {
    const file = path.join(path.dirname(this.file), id);
    return this.loaded.get(file) ?? new CachedScript(file, cacheFile(file), this.loaded);
  }

  private saveOwn(): void {
    const data = this.script.createCachedData();
    // Whoever starts meanwhile finds the whole file or none.
    const part = `${this.cache}.${process.pid}-${threadId}.part`;
    writeFileSync(part, Buffer.concat([hash(this.textHash, data), data]));
    renameSync(part, this.cache);
  }
}

/** Where a cache is kept unless told: beside the script, one for each version of Node. */
export function cacheFile(file: string): string {
  return `${file}.${process.version}-${process.arch}.cache`;
}

function readCache(file: string, text: Hash): Buffer | undefined {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    return undefined;
  }
  const data = content.subarray(HASH_BYTES);
  return content.subarray(0, HASH_BYTES).equals(hash(text, data)) ? data : undefined;
}

/** `text`: of the text, to be gone on with. */
function hash(text: Hash, data: Buffer): Buffer {
  return text.copy().update(data).digest();
}
