/** The session over time, for the charts. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { chartStep, History } from '../charts/history.ts';
import { useSession } from './session.ts';

export const useHistory = defineStore('history', () => {
  const history = shallowRef<History | null>(null);
  /** Counts up when the history has something new: it changes in place. */
  const revision = ref(0);

  useSession().listeners.add({
    started(meta, recorded) {
      history.value = new History(meta, recorded ? chartStep(recorded.end) : undefined);
      revision.value++;
    },
    updated({ sample }) {
      if (sample && history.value?.add(sample)) revision.value++;
    },
  });

  return { history, revision };
});
