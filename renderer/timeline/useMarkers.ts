/** Two marks in time, A and B, that stay while one looks around. */
import { computed, ref, watch } from 'vue';
import type { TimelineModel } from './model/timelineModel.ts';
import type { TimeRange } from './view/rangeSummary.ts';

export type Markers = ReturnType<typeof useMarkers>;

export function useMarkers(model: () => TimelineModel | null) {
  /** ns; null where it is not set. */
  const a = ref<number | null>(null);
  const b = ref<number | null>(null);

  /** First A, then B; then A anew. */
  function set(time: number): void {
    if (a.value === null || b.value !== null) {
      a.value = time;
      b.value = null;
    } else b.value = time;
  }

  function clear(): void {
    a.value = b.value = null;
  }

  watch(model, clear);
  const range = computed<TimeRange | null>(() => (a.value === null || b.value === null ? null : { start: Math.min(a.value, b.value), end: Math.max(a.value, b.value) }));
  const list = computed(() => [{ label: 'A', time: a.value }, { label: 'B', time: b.value }].flatMap(({ label, time }) => (time === null ? [] : [{ label, time }])));
  return { a, b, range, list, set, clear };
}
