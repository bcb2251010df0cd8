/** Finding by words: in the slices that are kept, or in all of a recording, bit by bit. */
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { FoundEvent, Moment } from '../../shared/recording/find.ts';
import type { RecordingSearch } from '../recordings/recordingSearch.ts';
import type { WholeRecording } from '../recordings/wholeRecording.ts';
import { placeOf } from './model/found.ts';
import { searchSlices } from './model/search.ts';
import type { SlicePlace } from './model/details.ts';
import type { TimelineModel } from './model/timelineModel.ts';

/** How far the looking through is. */
export interface FindProgress {
  found: number;
  /** 0 to 1. */
  share: number;
  going: boolean;
}

export interface Surroundings {
  model(): TimelineModel | null;
  /** The words of a search as the trace has them. */
  said(words: string): string;
  /** null: all there is is in the model. */
  whole(): WholeRecording | null;
  /** From where a search in this direction begins, ns: the chosen slice, or the edge of what is seen. */
  here(direction: 1 | -1): number;
  choose(place: SlicePlace): void;
  /** Shows this time, and around it so little that single slices can be seen. */
  approach(time: number): void;
}

export function useFinding({ model, said, whole, here, choose, approach }: Surroundings) {
  const progress = shallowRef<FindProgress | null>(null);
  let search: RecordingSearch | null = null;
  /** What was found last, and whether it is still to be chosen. */
  let last: FoundEvent | null = null;
  let awaited = false;

  /** Whether there was one. */
  async function find(typed: string, direction: 1 | -1): Promise<boolean> {
    const words = said(typed);
    const current = model();
    const all = whole();
    if (!current || words.trim() === '') return false;
    if (!all) {
      const place = searchSlices(current, words, here(direction), direction);
      if (place) choose(place);
      return place !== null;
    }
    if (search?.words !== words) {
      reset();
      search = all.search(words, tell);
    }
    return findIn(search, direction);
  }

  async function findIn(of: RecordingSearch, direction: 1 | -1): Promise<boolean> {
    tell(true);
    const found = await of.next(from(direction), direction);
    // Another search has begun, or this one was ended.
    if (of !== search || found === undefined) return true;
    if (found) {
      [last, awaited] = [found, true];
      approach(found.time);
      arrive();
    }
    void of.count().finally(() => of === search && tell(false));
    return found !== null;
  }

  /** From what was found last, as long as the person is there; times may be the same. */
  function from(direction: 1 | -1): Moment {
    const time = here(direction);
    if (last && (awaited || last.time === time)) return last;
    return { time, at: direction > 0 ? Number.MAX_SAFE_INTEGER : -1 };
  }

  /** The model may have the slices now. */
  function arrive(): void {
    const current = model();
    if (!awaited || !last || !current) return;
    const place = placeOf(current, last);
    if (!place) return;
    awaited = false;
    choose(place);
  }

  /** The person chose something else meanwhile. */
  function leave(): void {
    awaited = false;
  }

  function stop(): void {
    search?.stop();
    tell(false);
  }

  function reset(): void {
    search?.stop();
    [search, last, awaited, progress.value] = [null, null, false, null];
  }

  function tell(going = progress.value?.going ?? true): void {
    if (search) progress.value = { found: search.found, share: search.share, going: going && search.share < 1 };
  }

  watch(whole, reset);
  onScopeDispose(reset);

  return { progress, find, arrive, leave, stop };
}
