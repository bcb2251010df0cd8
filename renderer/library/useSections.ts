/** What can be opened, by sections: the shipped scenarios, unsaved drafts, the person's files and recordings, the kernel's sources. */
import { computed, type ComputedRef } from 'vue';
import { ROWS } from '../../shared/catalogue/rows.ts';
import { LabError } from '../../shared/ipc/reply.ts';
import { isDirty } from '../documents/document.ts';
import { call } from '../ipc/client.ts';
import { useRecordings } from '../recordings/useRecordings.ts';
import { useDocuments } from '../stores/documents.ts';
import { kernelFiles, shipped, useLibrary, type FileReference, type ShippedScenario } from '../stores/library.ts';
import { useNotices } from '../stores/notices.ts';
import { useRecorded } from '../stores/recorded.ts';

export interface Item {
  id: string;
  name: string;
  detail?: string;
  /** Of a scenario: the number that its file begins with. */
  number?: string;
  /** What else it is found by. */
  words?: string;
  current: boolean;
  dirty: boolean;
  mono?: boolean;
  open(): void | Promise<void>;
}

export interface Section {
  title: string;
  items: Item[];
  folded?: boolean;
  /** What is said in place of items. */
  none?: string;
}

export function useSections(): ComputedRef<Section[]> {
  const documents = useDocuments();
  const library = useLibrary();
  const recorded = useRecorded();
  const recordings = useRecordings();
  const notices = useNotices();

  const document = (id: string, name: string, more: Partial<Item> = {}): Item => {
    const known = documents.known.get(id);
    return { id, name, current: documents.activeId === id, dirty: known !== undefined && isDirty(known), open: () => notices.attempt('opening', () => documents.show(id)), ...more };
  };
  const scenario = ({ id, name, title, summary }: ShippedScenario): Item =>
    document(id, title, { detail: summary, number: name.split('-')[0]!, words: `${name} ${rowsOf.get(name)?.join(' ') ?? ''}` });
  const file = (reference: FileReference): Item => document(`file:${reference.path}`, reference.name, { detail: reference.path, open: () => notices.attempt('opening', () => openFile(reference)) });
  const recording = (reference: FileReference): Item => ({
    id: reference.path, name: reference.name, detail: reference.path, current: recorded.opened?.path === reference.path, dirty: false, open: () => notices.attempt('opening', () => openRecording(reference)),
  });

  async function openFile({ path, name }: FileReference): Promise<void> {
    try {
      documents.show(documents.addFile(await call('files.reopen', { path })));
    } catch (error) {
      // What was typed into it is still here, even when the file is not.
      if (documents.show(`file:${path}`)) throw error;
      await refused(error, name, () => library.forget(path));
    }
  }

  async function openRecording(reference: FileReference): Promise<void> {
    try {
      await recordings.reopen(reference);
    } catch (error) {
      await refused(error, reference.name, () => library.forgetRecording(reference.path));
    }
  }

  /** What is gone is not listed any more; what cannot be shown just now is. */
  async function refused(error: unknown, name: string, forget: () => Promise<void>): Promise<void> {
    if (!(error instanceof LabError && error.code === 'not-found')) throw error;
    await forget();
    throw new Error(`${error.message} ${name} was taken off the list.`, { cause: error });
  }

  return computed(() => [
    { title: 'Scenarios', items: shipped.filter((s) => !s.forExploring).map(scenario) },
    { title: 'Mistakes to explore', items: shipped.filter((s) => s.forExploring).map(scenario) },
    // Unsaved text that has no other place in this list.
    { title: 'Drafts', items: documents.dirty.filter(({ kind }) => kind === 'untitled').map(({ id, name }) => document(id, name, { dirty: true })) },
    { title: 'Your files', items: library.recent.map(file), none: 'Open a scenario file, or save one, and it is listed here.' },
    { title: 'Recordings', items: library.recordings.map(recording) },
    { title: 'Kernel (read-only)', items: kernelFiles.map(({ id, name }) => document(id, name, { mono: true })), folded: true },
  ]);
}

/** The catalogue's rows that a scenario shows, `B21`, by its file's name. */
const rowsOf = new Map(shipped.map(({ name }) => [name, ROWS.filter(({ shown }) => 'scenario' in shown && name === `${shown.scenario}.scenario.ts`).map(({ id }) => id)]));
