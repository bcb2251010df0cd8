/** Follows a job of the main process: asks for more as soon as the last answer is worked in. */
import type { JobEnd } from '../../shared/ipc/job.ts';

const pollMs = 150;

/** Resolves at its end; null where `current` says that another one has taken its place. */
export async function followJob<Note>(poll: () => Promise<{ notes: Note[]; end: JobEnd | null }>, hear: (note: Note) => void, current: () => boolean): Promise<JobEnd | null> {
  for (;;) {
    const { notes, end } = await poll();
    if (!current()) return null;
    notes.forEach(hear);
    if (end) return end;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    if (!current()) return null;
  }
}
