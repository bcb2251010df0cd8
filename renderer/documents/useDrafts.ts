/** Keeps what is typed, and which tabs are open, from moment to moment: no crash takes more than the last half second. */
import { watch } from 'vue';
import type { Draft } from '../../shared/ipc/documents.ts';
import { call } from '../ipc/client.ts';
import { useDocuments } from '../stores/documents.ts';
import { useNotices } from '../stores/notices.ts';
import { planDrafts } from './drafts.ts';
import { keptTabs } from './keptTabs.ts';

const delayMs = 400;

/** @param restored the drafts that are on disk already. */
export function useDrafts(restored: readonly Draft[]): void {
  const documents = useDocuments();
  const notices = useNotices();
  const kept = new Map(restored.map((draft) => [draft.id, draft]));
  let timer = 0;

  function flush(): void {
    clearTimeout(timer);
    const { save, discard } = planDrafts(kept, documents.dirty);
    for (const draft of save) {
      kept.set(draft.id, draft);
      void notices.upkeep(`draft ${draft.id}`, () => call('drafts.save', draft).catch((error: unknown) => {
        kept.delete(draft.id);
        throw error;
      }));
    }
    for (const id of discard) {
      kept.delete(id);
      void notices.upkeep(`draft ${id}`, () => call('drafts.discard', { id }));
    }
  }

  watch(
    () => documents.dirty.map(({ id, text, saved }) => [id, text, saved]),
    () => {
      clearTimeout(timer);
      timer = window.setTimeout(flush, delayMs);
    },
  );
  watch(
    [() => [...documents.open], () => documents.activeId],
    ([open, active]) => {
      void notices.upkeep('workspace', () => call('workspace.save', { open: keptTabs(open, active), active }));
    },
    { immediate: true },
  );
  // Closing the window does not wait: the messages leave now, and the main process finishes writing before it ends.
  window.addEventListener('beforeunload', flush);
}
