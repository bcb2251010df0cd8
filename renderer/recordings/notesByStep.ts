/** What is noted of each step: bookmarks with a star, then notes. */
import type { RecordedNotes } from '../../shared/recording/notes.ts';

/** By steps taken: 1 is after the first one. Of those up to `last`. */
export function notesByStep({ notes, bookmarks }: RecordedNotes, last = Infinity): Map<number, string[]> {
  const found = new Map<number, string[]>();
  const add = (at: number, text: string): void => {
    if (at > last) return;
    const known = found.get(at);
    if (known) known.push(text);
    else found.set(at, [text]);
  };
  for (const { at, name } of bookmarks) add(at, `★ ${name}`.trimEnd());
  for (const { at, text } of notes) if (at !== null && text.trim() !== '') add(at, text);
  return found;
}
