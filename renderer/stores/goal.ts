/** What the next exploration looks for, as it is chosen in the pane. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { ExploreGoal } from '../../shared/ipc/explore-goal.ts';
import { parseLine } from '../explore/goalChoice.ts';
import { useProblems } from './problems.ts';

export const useGoal = defineStore('goal', () => {
  const problems = useProblems();
  const kind = ref<ExploreGoal['kind'] | 'violation'>('violation');
  /** As it is typed. */
  const line = ref('');
  const sometimes = ref('');

  /** The names of the scenario's own. */
  const conditions = computed(() => problems.program?.conditions.filter((condition) => condition.kind === 'sometimes').map(({ name }) => name) ?? []);
  /** null: violations alone. undefined: what is typed is no line. */
  const goal = computed<ExploreGoal | null | undefined>(() => {
    if (kind.value === 'line') return parseLine(line.value);
    // One that the scenario no longer has is not looked for.
    return kind.value === 'sometimes' && conditions.value.includes(sometimes.value) ? { kind: 'sometimes', name: sometimes.value } : null;
  });

  return { kind, line, sometimes, conditions, goal };
});
