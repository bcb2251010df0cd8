/** What one jumps to in the schedule that is played: the steps of a thread, of an object or a lock, or that a property checks. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { jump, targetsOf } from '../player/jumps.ts';
import { usePlayer } from './player.ts';

export const useJumping = defineStore('jumping', () => {
  const player = usePlayer();
  const targets = computed(() => targetsOf(player.rows, player.rules, player.rulesOfSteps, player.touchesOfSteps));
  /** Id of the chosen one. */
  const target = ref('');
  const chosen = computed(() => targets.value.find(({ id }) => id === target.value) ?? null);
  watch(targets, (list) => {
    if (!chosen.value) target.value = list[0]?.id ?? '';
  }, { immediate: true });

  /** Steps taken at its next step, or by -1 its previous; null: there is none. */
  function to(by: 1 | -1): number | null {
    return chosen.value && jump(chosen.value, player.at, by);
  }

  function go(by: 1 | -1): void {
    const next = to(by);
    if (next !== null) player.go(next);
  }

  return { targets, target, to, go };
});
