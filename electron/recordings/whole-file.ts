/** A file that takes its name only when it is complete: what is cut short leaves what was there before. */
import { Part } from './part.ts';

export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export interface WholeFileOptions {
  /** Aborted: the file is given up, and the signal's reason thrown. */
  signal?: AbortSignal;
  /** After each chunk: bytes so far. */
  onProgress?: (bytes: number) => void;
}

/** Throws what the file system says, or what making the chunks does. */
export async function writeWholeFile(path: string, chunks: Chunks, { signal, onProgress }: WholeFileOptions = {}): Promise<void> {
  const part = await Part.begin(path);
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      await part.file.writeFile(buffer);
      onProgress?.((bytes += buffer.length));
    }
    await part.complete();
  } catch (error) {
    await part.giveUp();
    throw error;
  }
}
