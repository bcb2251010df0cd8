/** Where the threads of the live session wait, and the text that its lines are of. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { sourcePath } from '../documents/document.ts';
import { Contention } from '../editor/marks/contention.ts';
import { useDocuments } from './documents.ts';
import { useSession } from './session.ts';

export const useContention = defineStore('contention', () => {
  const documents = useDocuments();
  const contention = shallowRef<Contention | null>(null);
  /** The scenario as it runs. */
  const source = shallowRef<{ path: string; text: string } | null>(null);
  /** Counts up when there is something new: it changes in place. */
  const revision = ref(0);

  useSession().listeners.add({
    started(meta) {
      contention.value = new Contention(meta);
      source.value = documents.scenario && { path: sourcePath(documents.scenario), text: documents.scenario.text };
      revision.value++;
    },
    updated({ sample }) {
      if (!sample || !contention.value) return;
      contention.value.add(sample);
      revision.value++;
    },
  });

  return { contention, source, revision };
});
