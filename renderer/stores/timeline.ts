/** The session's events, as the timeline draws them: of the live one, or of one that was recorded. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useRecorded } from './recorded.ts';
import { createTimelineModel, type TimelineModel } from '../timeline/model/timelineModel.ts';
import type { TimelineHands } from '../timeline/timelineActions.ts';
import type { TimeRange } from '../timeline/view/rangeSummary.ts';
import { useSession } from './session.ts';
import { useSettings } from './settings.ts';

const MB = 1 << 20;
/** Of each MB, what single slices take; their sums take the rest. */
const DETAIL_SHARE = 0.75 * MB;

export const useTimeline = defineStore('timeline', () => {
  const { settings } = useSettings();
  /** null while nothing has been traced. The model tells its view of changes by itself. */
  const model = shallowRef<TimelineModel | null>(null);

  const recorded = useRecorded();

  useSession().listeners.add({
    started(meta, fromFile) {
      model.value = fromFile ? (recorded.trace?.model ?? null) : meta.mode === 'trace' ? createTimelineModel(meta, { detailBytes: settings.timelineMb * DETAIL_SHARE, summaryBytes: settings.timelineMb * (MB - DETAIL_SHARE) }) : null;
    },
    updated({ events, sample, result }) {
      const timeline = model.value;
      if (!timeline) return;
      timeline.append(events);
      const newest = result?.final ?? sample;
      newest?.threads.forEach(({ dropped }, thread) => timeline.noteDropped(thread, dropped));
      // Samples overtake events. Time goes on with the events while there are any, so that following it shows them.
      if (newest && (events.byteLength === 0 || result)) timeline.advance(newest.time);
    },
  });

  /** Marked on it, ns; null: nothing. */
  const range = shallowRef<TimeRange | null>(null);

  /** Draws what is seen of it as an SVG document with this title, while its view is there; null: nothing is seen. */
  const drawing = shallowRef<((title: string) => string | null) | null>(null);

  /** What it is moved and marked with, while its view is there. */
  const hands = shallowRef<TimelineHands | null>(null);

  return { model, range, drawing, hands };
});
