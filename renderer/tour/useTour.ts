/** Where the tour is; it moves the panes, and is remembered as seen. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useLayout } from '../stores/layout.ts';
import { useSettings } from '../stores/settings.ts';
import { tourSteps } from './steps.ts';

export const useTour = defineStore('tour', () => {
  const layout = useLayout();
  const { settings } = useSettings();
  /** -1: not on the tour. */
  const at = ref(-1);
  const step = computed(() => tourSteps[at.value] ?? null);

  function go(to: number): void {
    const left = step.value;
    settings.tourSeen = true;
    at.value = tourSteps[to] ? to : -1;
    if (step.value) layout.reveal(step.value.pane, false);
    else if (left) layout.reveal(left.pane);
  }

  /** @param hadFocus the card: its pane has it then. */
  function end(hadFocus = true): void {
    if (hadFocus) go(-1);
    else at.value = -1;
  }

  return { at, step, start: () => go(0), next: () => go(at.value + 1), back: () => go(Math.max(at.value - 1, 0)), end };
});
