/** What notes are about, as a name: the same schedule has the same one whenever it is made. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Action } from '../../shared/explore/verdict.ts';
import { limits } from '../../shared/ipc/limits.ts';
import type { Subject } from '../explore/subject.ts';

export function scheduleId({ text, config, limits: { memory, objects }, recorded }: Subject, schedule: readonly Action[], cycle: number | null): string {
  const made = [text, Object.entries(config).sort(), memory ?? 'sc', objects, recorded ?? null, cycle, schedule.flatMap(({ thread, choice }) => [thread, choice])];
  return `schedule ${bytesToHex(sha256(utf8ToBytes(JSON.stringify(made))))}`;
}

/** A recording has the same one wherever it lies. `at`: when it was made, as it says. */
export function fileId(at: string, sourceHash: string): string {
  return `file ${at} ${sourceHash}`.slice(0, limits.nameChars);
}
