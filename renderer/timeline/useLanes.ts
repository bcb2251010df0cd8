/** The lanes as the person arranged them, and where they are. */
import { shallowRef, watch } from 'vue';
import type { TimelineModel } from './model/timelineModel.ts';
import { arranged, type Arrangement, asTheyAre } from './view/arrangement.ts';
import { type Layout, layoutOf } from './view/layout.ts';

export type Lanes = ReturnType<typeof useLanes>;

export function useLanes(model: () => TimelineModel | null) {
  const arrangement = shallowRef<Arrangement>(asTheyAre);
  const layout = shallowRef<Layout>({ lanes: [], height: 0 });
  const lanes = () => arranged(model()?.lanes ?? [], arrangement.value);

  /** The model has more: perhaps rows that were not there. */
  function update(): void {
    const shown = lanes();
    const placed = layout.value.lanes;
    const same = shown.length === placed.length && shown.every((lane, i) => lane === placed[i]!.lane && lane.rows.length === placed[i]!.rows.length);
    if (!same) layout.value = layoutOf(shown);
  }

  /** Another program has other threads. */
  function reset(): void {
    const known = new Set(model()?.lanes.map(({ thread }) => thread.index));
    const { order, pinned, hidden } = arrangement.value;
    if ([...order, ...pinned, ...hidden].some((thread) => !known.has(thread))) arrangement.value = asTheyAre;
    update();
  }

  function arrange(change: (from: Arrangement, lanes: TimelineModel['lanes']) => Arrangement): void {
    arrangement.value = change(arrangement.value, model()?.lanes ?? []);
  }

  watch(arrangement, update);
  watch(model, reset, { immediate: true });
  return { arrangement, layout, update, arrange };
}
