/** What the fields of an exploration's limits hold. */
import { defineStore } from 'pinia';
import { computed, toRef, type Ref } from 'vue';
import { isSystematic } from '../../shared/explore/verdict.ts';
import { limits } from '../../shared/ipc/limits.ts';
import { formatAmount, formatSize, parseAmount, parseOptional, parseSize } from '../explore/amounts.ts';
import { field, firstWrong, type Field } from '../fields/field.ts';
import { formatDuration, parseDuration } from '../run/duration.ts';
import { useSettings } from './settings.ts';

export const useLimitFields = defineStore('limitFields', () => {
  const { settings: { explore } } = useSettings();

  const amount = (name: string, kept: Ref<number>, least: number, most: number): Field =>
    field({ name, takes: `from ${formatAmount(least)} to ${formatAmount(most)}`, read: (text) => parseAmount(text, least, most), write: formatAmount, kept });
  const optional = (name: string, kept: Ref<number | null>, least: number, most: number, empty: string): Field =>
    field({ name, takes: `from ${least} to ${most}; empty: ${empty}`, read: (text) => parseOptional(text, least, most), write: (value) => String(value ?? ''), kept });

  const switches = optional('Switches', toRef(explore, 'maxSwitches'), 0, limits.switches, 'any number');
  const workers = optional('Workers', toRef(explore, 'workers'), 1, limits.searchWorkers, 'one per core');
  const states = amount('States', toRef(explore, 'maxStates'), limits.leastStates, limits.mostStates);
  const { leastStoredBytes, mostStoredBytes } = limits;
  const bytes = field({
    name: 'Bytes',
    takes: `from ${formatSize(leastStoredBytes)} to ${formatSize(mostStoredBytes)}, with the unit; empty: what so many states take`,
    read: (text) => parseSize(text, leastStoredBytes, mostStoredBytes),
    write: formatSize,
    kept: computed({ get: () => explore.maxBytes ?? null, set: (value) => (explore.maxBytes = value) }),
  });
  const time = field({
    name: 'Time',
    takes: 'a duration of at most a day, such as 30 s or 10 m; empty: until it ends',
    read: (text) => parseDuration(text, limits.durationMs),
    write: formatDuration,
    kept: toRef(explore, 'timeMs'),
  });
  const objects = amount('Objects', toRef(explore, 'objects'), 1, limits.exploredObjects);

  /** A strategy that takes no notice of one cannot be held up by it. */
  const counted = computed(() => [
    ...(isSystematic(explore.strategy) ? [switches] : []),
    ...(explore.strategy === 'exhaustive' ? [workers] : []),
    states, bytes, time, objects,
  ]);
  /** Why nothing can be explored, and what would do; empty: it can. */
  const wrong = computed(() => firstWrong(counted.value));

  /** Has all of them say what is kept. */
  function show(): void {
    for (const each of [switches, workers, states, bytes, time, objects]) each.show();
  }

  return { switches, workers, states, bytes, time, objects, wrong, show };
});
