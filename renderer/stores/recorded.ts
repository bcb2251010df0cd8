/** The recorded session that the window shows: its trace as it is looked at, and the moment that the other panes are of. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { OpenedSession } from '../../shared/ipc/recordings.ts';
import { call } from '../ipc/client.ts';
import { createNotebook } from '../recordings/notebook.ts';
import { fileId } from '../recordings/noted.ts';
import { RecordedTrace } from '../recordings/recordedTrace.ts';
import { WholeRecording } from '../recordings/wholeRecording.ts';
import { chartStep } from '../charts/history.ts';
import { useNotices } from './notices.ts';
import { useSession } from './session.ts';

export const useRecorded = defineStore('recorded', () => {
  const session = useSession();
  const notices = useNotices();
  const opened = shallowRef<OpenedSession | null>(null);
  /** null: it was recorded without one. */
  const trace = shallowRef<RecordedTrace | null>(null);
  /** What is asked of all of that trace. */
  const whole = shallowRef<WholeRecording | null>(null);
  /** ns; null: the session's end. */
  const playhead = ref<number | null>(null);
  /** What the person wrote beside it. */
  const notebook = createNotebook();
  let asking = false;
  const failed = (error: unknown): void => notices.fail(error, undefined, 'reading');

  // A session that runs takes its place.
  session.listeners.add({ started: (_meta, recorded) => void (recorded || close()), updated() {} });

  function show(found: OpenedSession): void {
    close();
    // The trace has the overview in tables of its own.
    const next = (opened.value = { ...found, overview: new ArrayBuffer(0) });
    notebook.open(next, fileId(next.meta.session.startedAt, next.meta.session.sourceHash), next.notes);
    const { meta: { session: meta }, result, sources: [scenario] } = next;
    trace.value = meta.mode === 'trace' ? new RecordedTrace(found, (request) => call('recordings.events', request), failed) : null;
    whole.value = trace.value && new WholeRecording(next.recording, trace.value, call, failed);
    session.present(next.name, scenario!, meta, result);
    void feed(next).catch((error: unknown) => opened.value === next && failed(error));
  }

  function close(): void {
    trace.value?.close();
    whole.value?.close();
    if (opened.value) void call('recordings.close', { recording: opened.value.recording }).catch(() => {});
    [opened.value, trace.value, whole.value, playhead.value] = [null, null, null, null];
    notebook.open(null);
    notices.settle('reading');
  }

  /** What charts and marks are made of, in the order of time. */
  async function feed(of: OpenedSession): Promise<void> {
    const step = chartStep(of.result.final.time);
    for (let after = -1, more = true; more; ) {
      const reply = await call('recordings.samples', { recording: of.recording, after, step });
      if (opened.value !== of) return;
      for (const sample of reply.samples) session.tell({ sample, traced: null, events: new ArrayBuffer(0), result: null });
      after = (reply.samples.at(-1)?.time ?? after) + step;
      more = reply.more && reply.samples.length > 0;
    }
  }

  /** Has the other panes show this moment: the last sample before it. */
  async function goTo(time: number): Promise<void> {
    if (!opened.value) return;
    playhead.value = time;
    if (asking) return;
    asking = true;
    try {
      for (let asked = NaN; opened.value && playhead.value !== null && asked !== playhead.value; ) {
        const of: OpenedSession = opened.value;
        asked = playhead.value;
        const moment = await call('recordings.momentAt', { recording: of.recording, time: asked });
        if (opened.value === of && moment) [session.sample, session.traced] = [moment.sample, moment.traced];
      }
    } catch (error) {
      failed(error);
    } finally {
      asking = false;
    }
  }

  return { opened, trace, whole, playhead, notebook, show, close, goTo };
});
