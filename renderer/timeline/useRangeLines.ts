/** What the marked range holds: from what the model has, and where that is not all of it one by one, from all of the recording, bit by bit. */
import { computed, watch } from 'vue';
import type { RangeLine } from '../../shared/trace/range-lines.ts';
import type { TimeRange } from '../../shared/trace/time-range.ts';
import { useGoneThrough } from '../recordings/useGoneThrough.ts';
import type { WholeRecording } from '../recordings/wholeRecording.ts';
import type { TimelineModel } from './model/timelineModel.ts';
import { rangeLines } from './view/rangeSummary.ts';

export function useRangeLines(model: () => TimelineModel, range: () => TimeRange, whole: () => WholeRecording | null) {
  const { told, going, goOn, stop, soon } = useGoneThrough<{ share: number; lines: RangeLine[] }>(() => {
    const [all, of] = [whole(), range()];
    return all && (() => all.lines(of));
  });

  const known = computed(() => rangeLines(model(), range()));
  const lines = computed(() => (told.value ? merged(known.value, told.value.lines, told.value.share === 1) : known.value));

  watch([range, whole], () => {
    stop();
    told.value = null;
    if (whole()?.hasAll(range()) === false) soon();
  }, { immediate: true });

  return { lines, going, share: computed(() => told.value?.share ?? null), goOn, stop };
}

/** Counts and times are known of all of it before; what single slices tell, of the part that was gone through. */
function merged(known: RangeLine[], told: RangeLine[], all: boolean): RangeLine[] {
  const found = new Map(told.map((line) => [keyOf(line), line]));
  const lines = known.flatMap((line) => {
    const better = found.get(keyOf(line));
    found.delete(keyOf(line));
    // What seemed to touch the range, by its sums, may not.
    if (!better) return all ? [] : [line];
    return [all ? better : { ...line, median: better.median, p95: better.p95, longest: better.longest }];
  });
  return all ? [...lines, ...found.values()] : lines;
}

function keyOf({ thread, category }: RangeLine): string {
  return `${thread} ${category}`;
}
