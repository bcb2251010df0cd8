/** Two sessions beside each other: each the one that the timeline shows, kept as it is, or a recording. */
import { defineStore } from 'pinia';
import { markRaw, shallowReactive } from 'vue';
import type { OpenedSession } from '../../shared/ipc/recordings.ts';
import { call } from '../ipc/client.ts';
import { RecordedTrace } from '../recordings/recordedTrace.ts';
import { WholeRecording } from '../recordings/wholeRecording.ts';
import type { TimelineModel } from '../timeline/model/timelineModel.ts';
import type { TimeRange } from '../timeline/view/rangeSummary.ts';
import type { FileReference } from './library.ts';
import { useNotices } from './notices.ts';
import { useRecorded } from './recorded.ts';
import { useSession } from './session.ts';
import { useTimeline } from './timeline.ts';

export interface ComparedSide {
  name: string;
  model: TimelineModel;
  /** null: it is no recording. */
  whole: WholeRecording | null;
  /** These times are seen. */
  look(seen: TimeRange): void;
  close(): void;
}

export const sides = [0, 1] as const;
export type SideIndex = (typeof sides)[number];

export const useComparison = defineStore('comparison', () => {
  const notices = useNotices();
  const recorded = useRecorded();
  const session = useSession();
  const timeline = useTimeline();
  const shown = shallowReactive<[ComparedSide | null, ComparedSide | null]>([null, null]);
  let reading: Promise<unknown> = Promise.resolve();

  function put(side: SideIndex, next: ComparedSide | null): void {
    shown[side]?.close();
    shown[side] = next && markRaw(next);
  }

  /** The session that the timeline shows; another one that runs later does not change it, nor does another recording. Answers as below. */
  async function putShown(side: SideIndex): Promise<boolean> {
    const { model } = timeline;
    if (!model) throw new Error('The timeline shows no session. Run a scenario in trace mode, or open a recording.');
    // The timeline closes its own when it shows another one.
    if (recorded.opened) return putRecording(side, recorded.opened);
    const startedAt = session.meta?.startedAt ?? '';
    put(side, { name: `${session.meta?.title ?? 'Session'}, ${new Date(startedAt).toLocaleTimeString()}`, model, whole: null, look() {}, close() {} });
    return true;
  }

  /** One after the other, as they are read: who chooses both sides does not wait for the first. Answers false when the person ended the reading. */
  function putRecording(side: SideIndex, file: Readonly<FileReference>): Promise<boolean> {
    const work = (): Promise<boolean> => read(side, file);
    const mine = reading.then(work, work);
    reading = mine;
    return mine;
  }

  async function read(side: SideIndex, file: Readonly<FileReference>): Promise<boolean> {
    const opened = await call('recordings.reopen', { path: file.path });
    if (!opened) return false;
    if (opened.kind !== 'session') throw new Error(`${file.name} is the recording of an exploration: it has no times that could be compared.`);
    if (opened.meta.session.mode !== 'trace') {
      void call('recordings.close', { recording: opened.recording });
      throw new Error(`${file.name} was recorded in throughput mode: it has no events that could be compared.`);
    }
    put(side, sideOf(side, opened));
    return true;
  }

  function sideOf(side: SideIndex, opened: OpenedSession): ComparedSide {
    const about = `comparing ${side}`;
    const failed = (error: unknown): void => notices.fail(error, undefined, about);
    const trace = new RecordedTrace(opened, (request) => call('recordings.events', request), failed);
    const whole = new WholeRecording(opened.recording, trace, call, failed);
    return {
      name: opened.name, model: trace.model, whole, look: (seen) => trace.look(seen),
      close() {
        trace.close();
        whole.close();
        void call('recordings.close', { recording: opened.recording }).catch(() => {});
      },
    };
  }

  return { shown, put, putShown, putRecording };
});
