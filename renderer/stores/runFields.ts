/** What the fields of the run bar hold. Nothing runs with another value than the one that is seen. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { limits } from '../../shared/ipc/limits.ts';
import { formatDuration, parseDuration } from '../run/duration.ts';
import { useSettings } from './settings.ts';

const MOST_SEED = 0xffffffff;

export const useRunFields = defineStore('runFields', () => {
  const { settings } = useSettings();

  const durationText = ref(formatDuration(settings.durationMs));
  const duration = computed(() => parseDuration(durationText.value, limits.durationMs));
  watch(duration, (ms) => ms !== undefined && (settings.durationMs = ms));

  const seedText = ref(settings.seed === 0 ? '' : String(settings.seed));
  const seed = computed(() => {
    const value = seedText.value.trim() === '' ? 0 : Number(seedText.value);
    return Number.isInteger(value) && value >= 0 && value <= MOST_SEED ? value : undefined;
  });
  watch(seed, (value) => value !== undefined && (settings.seed = value));

  /** Why nothing can run, and what would do; empty: it can. */
  const wrong = computed(() => {
    if (duration.value === undefined) return `Time: a duration of at most a day, such as 10s, 500ms or 2m; empty: until it is stopped. “${durationText.value}” is none.`;
    return seed.value === undefined ? `Seed: a whole number from 0 to ${MOST_SEED}; empty: a new one for each run. “${seedText.value}” is none.` : '';
  });

  return { durationText, duration, seedText, seed, wrong };
});
