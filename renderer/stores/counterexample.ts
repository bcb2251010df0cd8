/** The counterexample that the verdict holds, and the step that is looked at. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { readCounterexample } from '../explore/counterexample.ts';
import { useExploration } from './exploration.ts';

export const useCounterexample = defineStore('counterexample', () => {
  const exploration = useExploration();
  const violation = computed(() => exploration.verdict?.violation ?? null);
  const counterexample = computed(() => violation.value && readCounterexample(violation.value));
  /** The step that fails is looked at first. -1: there is none. */
  const chosen = ref(-1);
  const row = computed(() => counterexample.value?.rows[chosen.value] ?? null);
  watch(counterexample, (next) => (chosen.value = (next?.rows.length ?? 0) - 1), { flush: 'sync', immediate: true });

  function choose(index: number): void {
    const last = (counterexample.value?.rows.length ?? 0) - 1;
    chosen.value = Math.min(Math.max(index, 0), last);
  }

  return { violation, counterexample, chosen, row, choose };
});
