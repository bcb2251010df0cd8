/** Where the threads of the live session wait, and the text that its lines are of. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { Contention } from '../editor/marks/contention.ts';
import { useSession, type Scenario } from './session.ts';

export const useContention = defineStore('contention', () => {
  const contention = shallowRef<Contention | null>(null);
  /** The scenario as it runs. */
  const source = shallowRef<Scenario | null>(null);
  /** Counts up when there is something new: it changes in place. */
  const revision = ref(0);

  useSession().listeners.add({
    started(meta, _recorded, scenario) {
      contention.value = new Contention(meta);
      source.value = scenario;
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
