/** Notes and bookmarks as the person has them now, and whether they are in the file of a recording. What was written is kept when something else is shown. */
import { ref, shallowRef } from 'vue';
import { VERSION } from '../../shared/recording/format.ts';
import { hasNotes, noNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import type { FormatVersion } from '../../shared/recording/upgrade.ts';
import { call } from '../ipc/client.ts';
import { useKeptNotes } from '../stores/keptNotes.ts';
import { useNotices } from '../stores/notices.ts';
import { useUndoing } from '../stores/undoing.ts';

/** The file that they go into. */
export interface NotedFile {
  recording: number;
  name: string;
  format: FormatVersion;
}

export interface Notebook {
  readonly notes: RecordedNotes;
  readonly saved: boolean;
  /** null: there is none yet. */
  readonly file: NotedFile | null;
  write(changed: RecordedNotes): void;
  remove(one: Noted, what: string): void;
  save(): Promise<void>;
}

type Noted = RecordedNotes['notes' | 'bookmarks'][number];

export function createNotebook() {
  const notices = useNotices();
  const kept = useKeptNotes();
  const undoing = useUndoing();
  const notes = shallowRef(noNotes);
  const saved = ref(true);
  const file = shallowRef<NotedFile | null>(null);
  let id: string | null = null;
  let forget = (): void => {};

  /** `about`: what they are about (noted.ts). What was written of it, and is in no file, comes before what was `found` in this one. */
  function open(next: NotedFile | null, about: string | null = null, found: RecordedNotes = noNotes): void {
    forget();
    id = about;
    const known = about === null ? null : kept.use(about);
    const shown = known && (next === null || !known.saved) ? known : { notes: found, saved: true };
    [file.value, notes.value, saved.value] = [next, shown.notes, shown.saved];
  }

  function write(changed: RecordedNotes): void {
    [notes.value, saved.value] = [changed, false];
    // That those of a file were all taken away is kept as well; without a file, none is as it is at first.
    if (id !== null) kept.keep(id, changed, file.value === null && !hasNotes(changed));
  }

  /** Takes one away. It can be had back as long as they are shown. `what`: it is, in words. */
  function remove(one: Noted, what: string): void {
    const { notes: all, bookmarks } = notes.value;
    write({ notes: all.filter((each) => each !== one), bookmarks: bookmarks.filter((each) => each !== one) });
    forget = undoing.offer(`${what} is removed.`, () => put(one));
  }

  function put(one: Noted): void {
    const { notes: all, bookmarks } = notes.value;
    write('name' in one ? { notes: all, bookmarks: inOrder([...bookmarks, one]) } : { notes: inOrder([...all, one]), bookmarks });
  }

  /** They went into a file. */
  function wrote(about: string | null, written: RecordedNotes): void {
    if (about !== null && kept.of(about)?.notes === written) kept.keep(about, written, true);
    if (id === about && notes.value === written) saved.value = true;
  }

  /** They go into a recording that is made of what they are about. */
  function recording(): { notes: RecordedNotes; done(): void } {
    const [about, written] = [id, notes.value];
    return { notes: written, done: () => file.value === null && wrote(about, written) };
  }

  /** Writes them into the file. What goes wrong is said until it is tried again with those of the same thing. */
  async function save(): Promise<void> {
    await notices.attempt(`notes ${id}`, saveNow);
  }

  async function saveNow(): Promise<void> {
    const [of, about, written] = [file.value, id, notes.value];
    if (!of) return;
    const done = await call('recordings.annotate', { recording: of.recording, notes: written });
    if (!done) return;
    wrote(about, written);
    if (file.value !== of || !done.renewed) return;
    file.value = { ...of, format: VERSION };
    notices.info(`${of.name} was of format ${formatText(done.renewed)}. With its notes it was written anew, in format ${formatText(VERSION)}.`);
  }

  return { notes, saved, file, open, write, remove, recording, save };
}

/** What is about the whole comes first. */
function inOrder<T extends { at: number | null }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (a.at ?? -1) - (b.at ?? -1));
}

export function formatText({ major, minor }: FormatVersion): string {
  return `${major}.${minor}`;
}
