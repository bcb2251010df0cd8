/** A file on its way to be whole. Who begins one that another program is writing, too, takes its name over, not its bytes: neither damages the other's. */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { open, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beginPart, endPart, partOf, refuseOnceLeft, targetOf } from './target.ts';

export interface PartOptions {
  /** Where its bytes are, of the path that it is to have. */
  at?: (target: string) => string;
  /** The file's permissions, by its path. */
  mode?: (target: string) => Promise<number>;
}

export class Part {
  private constructor(
    private readonly target: string,
    /** Where its bytes are until they have their name. */
    readonly path: string,
    readonly file: FileHandle,
    private readonly inode: number,
  ) {}

  /** Begins what is to take the place of `path`. Throws what the file system says. */
  static async begin(path: string, { at = partOf, mode }: PartOptions = {}): Promise<Part> {
    const target = await targetOf(path);
    const partial = at(target);
    const { file, inode } = await begun(partial, await mode?.(target));
    return new Part(target, partial, file, inode);
  }

  /** It is whole. Throws what the file system says, or that another one has begun; then it is still to be given up. */
  async complete(): Promise<void> {
    await this.file.sync();
    await this.file.close();
    if (!(await this.isThere())) throw await this.loss();
    await rename(this.path, this.target);
    endPart(this.path);
  }

  /** What was there before stays. */
  async giveUp(): Promise<void> {
    await this.file.close().catch(() => {});
    if (await this.isThere()) await unlink(this.path);
    endPart(this.path);
  }

  /** Why it is not there any more. */
  private async loss(): Promise<Error> {
    const folder = await stat(dirname(this.path)).catch((error: Error) => error);
    return folder instanceof Error ? folder : Object.assign(new Error('another program has begun to write the same file'), { code: 'ERIVAL', syscall: 'rename' });
  }

  private async isThere(): Promise<boolean> {
    return (await stat(this.path).catch(() => null))?.ino === this.inode;
  }
}

/** For whoever writes. */
const WRITABLE = 0o200;

/** What a killed program left there is replaced; what one that lives writes there goes on without a name. */
async function begun(path: string, mode = 0o666): Promise<{ file: FileHandle; inode: number }> {
  for (;;) {
    await unlink(path).catch(unless('ENOENT'));
    const inode = created(path, mode | WRITABLE);
    if (inode === null) continue;
    const file = await open(path, 'r+').catch(unless('ENOENT'));
    if (file && (await file.stat()).ino === inode) {
      if ((mode & WRITABLE) === 0) await file.chmod(mode);
      return { file, inode };
    }
    // Another one has taken the name over.
    endPart(path);
    await file?.close();
  }
}

/** In one go, so that who leaves at once knows of what is there. The inode; null: another one was faster. */
function created(path: string, mode: number): number | null {
  refuseOnceLeft();
  let file: number;
  try {
    file = openSync(path, 'wx', mode);
  } catch (error) {
    unless('EEXIST')(error as NodeJS.ErrnoException);
    return null;
  }
  const { ino } = fstatSync(file);
  beginPart(path, ino);
  closeSync(file);
  return ino;
}

function unless(code: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
