/** The schedule that the verdict holds, to a violation or to what was asked for, and the step that is looked at: in the schedule that fails, or in the one that ends well. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { readCounterexample } from '../../shared/explore/counterexample.ts';
import { useExploration } from './exploration.ts';

export type Side = 'failing' | 'passing';

export const useCounterexample = defineStore('counterexample', () => {
  const exploration = useExploration();
  const violation = computed(() => exploration.verdict?.violation ?? exploration.verdict?.witness ?? null);
  const counterexample = computed(() => violation.value && readCounterexample(violation.value));
  const side = ref<Side>('failing');
  const schedule = computed(() => counterexample.value?.[side.value] ?? counterexample.value?.failing ?? null);
  /** -1: there is none. */
  const chosen = ref(-1);
  const row = computed(() => schedule.value?.rows[chosen.value] ?? null);

  // Looked at first is the step that fails or reaches what was asked for, or where a round for ever begins.
  watch(
    counterexample,
    (next) => {
      side.value = 'failing';
      chosen.value = violation.value?.cycle ?? (next?.failing.rows.length ?? 0) - 1;
    },
    { flush: 'sync', immediate: true },
  );

  function choose(index: number): void {
    const last = (schedule.value?.rows.length ?? 0) - 1;
    chosen.value = Math.min(Math.max(index, 0), last);
  }

  /** Looks at the other schedule, where the two part. */
  function compare(next: Side): void {
    const passing = counterexample.value?.passing;
    if (!passing) return;
    side.value = next;
    choose(passing.common);
  }

  return { violation, counterexample, side, schedule, chosen, row, choose, compare };
});
