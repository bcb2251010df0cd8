/** Copies a session's recording, or what there is of one, without inflating it: with another end. */
import { open } from 'node:fs/promises';
import { HEADER_BYTES, LIMITS, VERSION } from '../../shared/recording/format.ts';
import type { RecordedNotes } from '../../shared/recording/notes.ts';
import { isBefore, type FormatVersion } from '../../shared/recording/upgrade.ts';
import type { SessionResult } from '../../shared/trace/session.ts';
import { BlockWriter } from './block-writer.ts';
import { openBlocks } from './blocks.ts';
import type { CopyOptions } from './copy-options.ts';
import { locateSession, type Located } from './locate.ts';
import { renewSession } from './renew.ts';
import { completeSession } from './session-tail.ts';
import type { RecordedSoFar } from './writer.ts';

const AT_ONCE = 4 << 20;

/** Throws what the file system says. */
export async function copySoFar({ path, until, blocks, ...tail }: RecordedSoFar, target: string, end: { result: SessionResult; notes: RecordedNotes }, { signal, onProgress }: CopyOptions = {}): Promise<void> {
  const source = await open(path, 'r');
  const out = await BlockWriter.create(target).catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  try {
    for (let at = HEADER_BYTES; at < until; ) {
      signal?.throwIfAborted();
      const { buffer, bytesRead } = await source.read(Buffer.alloc(Math.min(AT_ONCE, until - at)), 0, undefined, at);
      if (bytesRead === 0) throw new Error(`${path} is shorter than it was`);
      at += bytesRead;
      await out.copied(buffer.subarray(0, bytesRead), at < until ? 0 : blocks);
      onProgress?.(at / until);
    }
    await completeSession(out, { ...tail, ...end });
  } catch (error) {
    await out.discard();
    throw error;
  } finally {
    await source.close();
  }
}

/**
 * A whole recording with other notes; onto itself, too. One of an earlier format, or without an index, is written anew: answers the format that it had, where that was an earlier one, else null.
 * Throws `RecordingError`, or what the file system says.
 */
export async function copyWithNotes(path: string, target: string, notes: RecordedNotes, options: CopyOptions = {}): Promise<FormatVersion | null> {
  const located = await locate(path);
  if (!located || isBefore(located.version, VERSION)) {
    const had = await renewSession(path, target, notes, options);
    return isBefore(had, VERSION) ? had : null;
  }
  const { index, overview, counts, blocks, result } = located;
  await copySoFar({ path, until: index.result, blocks, counts, index, overview }, target, { result, notes }, options);
  return null;
}

async function locate(path: string): Promise<Located | null> {
  const file = await openBlocks(path, LIMITS);
  try {
    return await locateSession(file);
  } finally {
    await file.close();
  }
}
