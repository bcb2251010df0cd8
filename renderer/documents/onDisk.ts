/** What files have on disk, where that is not what they have here. */
import { reactive } from 'vue';
import { LabError } from '../../shared/ipc/reply.ts';
import { call } from '../ipc/client.ts';
import { isDirty, keyOf, type LabDocument } from './document.ts';

/** @param known all documents, by their ids. */
export function textsOnDisk(known: ReadonlyMap<string, LabDocument>) {
  /** Files whose text on disk has changed while the person changed it here; null: gone from disk. By their documents. */
  const onDisk = reactive(new Map<string, string | null>());
  /** What was on disk when the file went: one that only comes back, as when it is moved to and fro, has not changed. */
  const gone = new Map<string, string>();

  /** A file has another text on disk (null: none). Shown quietly where nothing would be lost by it. */
  function changedOnDisk(path: string, text: string | null): void {
    const id = `file:${path}`;
    const document = known.get(id);
    if (document && text !== null) {
      if (onDisk.get(id) === null && text === gone.get(id)) document.saved = text;
      gone.delete(id);
    }
    if (!document || text === document.saved) {
      onDisk.delete(id);
      return;
    }
    if (text !== null && (!isDirty(document) || text === document.text)) {
      document.text = document.saved = text;
      onDisk.delete(id);
    } else {
      // What is gone from disk is kept here, as a draft.
      if (text === null) {
        if (!onDisk.has(id)) gone.set(id, document.saved);
        document.saved = '';
      }
      onDisk.set(id, text);
    }
  }

  /** Of a file that changed in both places: its text here, to be saved over the other. */
  function keepMine(document: LabDocument): void {
    document.saved = onDisk.get(document.id) ?? '';
    onDisk.delete(document.id);
  }

  function loadTheirs(document: LabDocument): void {
    const text = onDisk.get(document.id);
    if (typeof text === 'string') document.text = document.saved = text;
    onDisk.delete(document.id);
  }

  /** What others wrote may not have been heard of yet. Throws once what is there instead of a text, to be replaced by who saves again. */
  async function lookAtDisk({ id, name }: LabDocument): Promise<void> {
    const path = keyOf(id);
    try {
      changedOnDisk(path, (await call('files.reopen', { path })).text);
    } catch (error) {
      if (!(error instanceof LabError) || error.code === 'not-allowed') throw error;
      if (error.code === 'not-found' || onDisk.get(id) === null) return;
      changedOnDisk(path, null);
      throw new Error(`${name} was not saved. ${error.message} Save again to replace what is there.`);
    }
  }

  return { onDisk, changedOnDisk, keepMine, loadTheirs, lookAtDisk };
}
