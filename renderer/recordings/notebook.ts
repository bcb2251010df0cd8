/** Notes and bookmarks as the person has them now, and whether they are in the file of a recording. */
import { ref, shallowRef } from 'vue';
import { VERSION } from '../../shared/recording/format.ts';
import { noNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import type { FormatVersion } from '../../shared/recording/upgrade.ts';
import { call } from '../ipc/client.ts';
import { useNotices } from '../stores/notices.ts';

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
  save(): Promise<void>;
}

export function createNotebook() {
  const notices = useNotices();
  const notes = shallowRef(noNotes);
  const saved = ref(true);
  const file = shallowRef<NotedFile | null>(null);

  function open(next: NotedFile | null, found: RecordedNotes = noNotes): void {
    [file.value, notes.value, saved.value] = [next, found, true];
  }

  function write(changed: RecordedNotes): void {
    [notes.value, saved.value] = [changed, false];
  }

  /** Writes them into the file. */
  async function save(): Promise<void> {
    const [of, written] = [file.value, notes.value];
    if (!of) return;
    const done = await call('recordings.annotate', { recording: of.recording, notes: written });
    if (!done || file.value !== of) return;
    if (notes.value === written) saved.value = true;
    if (!done.renewed) return;
    file.value = { ...of, format: VERSION };
    notices.info(`${of.name} was of format ${formatText(done.renewed)}. With its notes it was written anew, in format ${formatText(VERSION)}.`);
  }

  return { notes, saved, file, open, write, save };
}

export function formatText({ major, minor }: FormatVersion): string {
  return `${major}.${minor}`;
}
