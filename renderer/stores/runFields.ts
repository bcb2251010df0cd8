/** What the fields of the run bar hold. */
import { defineStore } from 'pinia';
import { computed, toRef } from 'vue';
import { limits } from '../../shared/ipc/limits.ts';
import { field, firstWrong } from '../fields/field.ts';
import { formatDuration, parseDuration } from '../run/duration.ts';
import { useSettings } from './settings.ts';

const MOST_SEED = 0xffffffff;

export const useRunFields = defineStore('runFields', () => {
  const { settings } = useSettings();
  const duration = field({
    name: 'Time',
    takes: 'a duration of at most a day, such as 10s, 500ms or 2m; empty: until it is stopped',
    read: (text) => parseDuration(text, limits.durationMs),
    write: formatDuration,
    kept: toRef(settings, 'durationMs'),
  });
  const seed = field({
    name: 'Seed',
    takes: `a whole number from 0 to ${MOST_SEED}; empty: a new one for each run`,
    read(text) {
      const value = text.trim() === '' ? 0 : Number(text);
      return Number.isInteger(value) && value >= 0 && value <= MOST_SEED ? value : undefined;
    },
    write: (value) => (value === 0 ? '' : String(value)),
    kept: toRef(settings, 'seed'),
  });
  /** Why nothing can run, and what would do; empty: it can. */
  const wrong = computed(() => firstWrong([duration, seed]));

  return { duration, seed, wrong };
});
