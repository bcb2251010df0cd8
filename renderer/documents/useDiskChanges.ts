/** Hears of files that another program changes: of all that are open, and of those with text that is not saved. */
import { watch } from 'vue';
import { call, listen } from '../ipc/client.ts';
import { useDocuments } from '../stores/documents.ts';
import { useNotices } from '../stores/notices.ts';
import { keyOf } from './document.ts';

export function useDiskChanges(): void {
  const documents = useDocuments();
  const notices = useNotices();
  listen('file.changed', ({ path, text }) => documents.changedOnDisk(path, text));
  watch(
    () => [...documents.known.values()].flatMap(({ id, kind }) => (kind === 'file' ? [keyOf(id)] : [])),
    (paths) => {
      void notices.upkeep('watching', () => call('files.watch', { paths }));
    },
    { immediate: true },
  );
}
