/** What the person chose: a slice, and a range of time. */
import { computed, shallowRef, watch } from 'vue';
import { detailsOf, neighbour, openSlice, type SliceDetails, type SlicePlace } from './model/details.ts';
import type { Row } from './model/lane.ts';
import type { TimelineModel } from './model/timelineModel.ts';
import { sliceNear } from './view/hit.ts';
import type { TimeRange } from './view/rangeSummary.ts';

export type Choice = ReturnType<typeof useChoice>;

export function useChoice(model: () => TimelineModel | null) {
  const place = shallowRef<SlicePlace | null>(null);
  const details = shallowRef<SliceDetails | null>(null);
  const range = shallowRef<TimeRange | null>(null);
  /** Of the model's exchanges, the last that `place` knows of. */
  let seen = 0;

  function choose(to: SlicePlace | null): void {
    const current = model();
    const found = to && current ? detailsOf(current.meta, to) : null;
    if (to && !found) return;
    place.value = to;
    details.value = found;
  }

  /** The next (1) or previous (-1) slice of the row; without a chosen one, the row's nearest to `time`. */
  function step(direction: 1 | -1, time: number): void {
    const first = model()?.rows()[0];
    if (place.value) choose(neighbour(place.value, direction) ?? place.value);
    else if (first) choose(sliceNear(first, time, Infinity));
  }

  /** The slice of the row below (1) or above (-1) that is nearest to the chosen one's beginning. */
  function stepRow(direction: 1 | -1): void {
    const rows = model()?.rows() ?? [];
    if (!place.value || !details.value) return;
    const next: Row | undefined = rows[rows.indexOf(place.value.row) + direction];
    if (next) choose(sliceNear(next, details.value.start, Infinity) ?? place.value);
  }

  function clear(): void {
    seen = model()?.exchanged ?? 0;
    choose(null);
    range.value = null;
  }

  /** The model has more: a slice that had not ended may have. Or it has other slices: where the chosen one is now, if it is there. */
  function update(): void {
    const exchanged = model()?.exchanged ?? 0;
    if (exchanged !== seen) {
      seen = exchanged;
      place.value = chosenAnew();
      return;
    }
    const current = place.value;
    if (current?.index !== openSlice || !details.value) return;
    const { open, depth, pyramid } = current.row;
    const stillOpen = open!.category[depth]! >= 0 && open!.start[depth] === details.value.start;
    if (!stillOpen) choose(sliceNear(current.row, details.value.start, 0) ?? { row: current.row, index: pyramid.slices.count - 1 });
  }

  function chosenAnew(): SlicePlace | null {
    const slice = details.value;
    const kept = slice && model()?.rows().find((row) => row.lane.thread === slice.thread && row.kind.categories.some(({ name }) => name === slice.name) && isAt(row, slice));
    return kept ? sliceNear(kept, slice.start, 0) : null;
  }

  /** Whether the row has a slice with this beginning and this name. */
  function isAt(row: Row, { start, name }: SliceDetails): boolean {
    const found = sliceNear(row, start, 0);
    const there = found && detailsOf(model()!.meta, found);
    return there?.start === start && there.name === name;
  }

  watch(model, clear);

  return {
    place,
    details,
    range,
    /** What F shows: the chosen slice, else the marked range. */
    target: computed<TimeRange | null>(() => {
      const slice = details.value;
      return slice ? { start: slice.start, end: slice.end ?? model()?.now ?? slice.start } : range.value;
    }),
    choose,
    step,
    stepRow,
    clear,
    update,
  };
}
