/** What notes are about, as a name: the same schedule has the same one whenever it is made. */
import type { Action } from '../../shared/explore/verdict.ts';
import type { Subject } from '../explore/subject.ts';
import { hashOf } from '../hash.ts';

export function scheduleId({ text, config, limits: { memory, objects }, recorded }: Subject, schedule: readonly Action[], cycle: number | null): string {
  return nameOf('schedule', [text, Object.entries(config).sort(), memory ?? 'sc', objects, recorded ?? null, cycle, schedule.flatMap(({ thread, choice }) => [thread, choice])]);
}

/** A recording has the same one wherever it lies. `at`: when it was made, as it says. */
export function fileId(at: string, sourceHash: string): string {
  return nameOf('file', [at, sourceHash]);
}

/** As shared/ipc/notes.ts has them. */
function nameOf(kind: 'schedule' | 'file', content: readonly unknown[]): string {
  return `${kind} ${hashOf(content)}`;
}
