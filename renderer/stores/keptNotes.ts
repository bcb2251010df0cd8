/**
 * What a person wrote beside recordings and schedules, by what it is about: it is there again when that is shown again. What is in no file is
 * kept by the main process, too, from moment to moment, as the text of documents is.
 */
import { defineStore } from 'pinia';
import type { KeptNotes } from '../../shared/ipc/notes.ts';
import type { RecordedNotes } from '../../shared/recording/notes.ts';
import { call } from '../ipc/client.ts';
import { useNotices } from './notices.ts';

const DELAY_MS = 400;

export interface Kept {
  notes: RecordedNotes;
  /** They are in a file of the person's, or there are none. */
  saved: boolean;
}

export const useKeptNotes = defineStore('keptNotes', () => {
  const kept = new Map<string, Kept>();
  /** What the main process has not been told of yet. */
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const of = (id: string): Kept | null => kept.get(id) ?? null;

  /** For who shows them: those that were used last are kept longest. */
  function use(id: string): Kept | null {
    const found = of(id);
    if (found && !found.saved) keep(id, found.notes, false);
    return found;
  }

  function keep(id: string, notes: RecordedNotes, saved: boolean): void {
    kept.set(id, { notes, saved });
    changed.add(id);
    clearTimeout(timer);
    timer = setTimeout(flush, DELAY_MS);
  }

  function flush(): void {
    clearTimeout(timer);
    for (const id of changed) {
      const { notes, saved } = kept.get(id)!;
      void useNotices().upkeep(`kept notes ${id}`, () => (saved ? call('notes.discard', { id }) : call('notes.keep', { id, notes })));
    }
    changed.clear();
  }

  /** As they were when the lab ended. From now on they are kept when it ends. */
  function restore(found: readonly KeptNotes[]): void {
    for (const { id, notes } of found) kept.set(id, { notes, saved: false });
    window.addEventListener('beforeunload', flush);
  }

  return { of, use, keep, flush, restore };
});
