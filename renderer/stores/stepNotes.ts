/** Notes and bookmarks on the schedule that is played, by its steps: those of the recording it is from, or those that go into the one that is saved. */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { OpenedExploration } from '../../shared/ipc/recordings.ts';
import type { RecordedNotes } from '../../shared/recording/notes.ts';
import type { Subject } from '../explore/subject.ts';
import { call } from '../ipc/client.ts';
import { createNotebook } from '../recordings/notebook.ts';
import { fileId, scheduleId } from '../recordings/noted.ts';
import { notesByStep } from '../recordings/notesByStep.ts';
import { usePlayer } from './player.ts';

export const useStepNotes = defineStore('stepNotes', () => {
  const player = usePlayer();
  const notebook = createNotebook();
  /** What they are about, and its schedule. */
  const subject = shallowRef<Subject | null>(null);
  const schedule = shallowRef<string | null>(null);
  const opened = computed(() => player.opened && scheduleId(player.opened.subject, player.opened.schedule, player.opened.cycle));
  const areOfPlayed = computed(() => player.opened?.subject === subject.value && opened.value === schedule.value);
  const byStep = computed(() => notesByStep(notebook.notes.value));
  /** The last step that they may be about: those of a file are not about a schedule of one's own. */
  const last = computed(() => (notebook.file.value && player.line.own !== null ? player.line.own : Infinity));
  /** Of the steps that are played. */
  const played = computed(() => (areOfPlayed.value ? notesByStep(notebook.notes.value, last.value) : new Map<number, string[]>()));
  /** Where one is now; null: it is no step of theirs. */
  const here = computed(() => (player.ready && areOfPlayed.value && player.at <= last.value ? player.at : null));
  /** What of them goes with the schedule that is played. */
  const ofPlayed = computed((): RecordedNotes => {
    const { notes, bookmarks } = notebook.notes.value;
    const fits = ({ at }: { at: number | null }): boolean => areOfPlayed.value && (at === null || at <= last.value);
    return { notes: notes.filter(fits), bookmarks: bookmarks.filter(fits) };
  });

  /** A recording was opened, and is shown as `made`. */
  function show({ recording, name, format, notes, meta, verdict: { violation, witness } }: OpenedExploration, made: Subject): void {
    leave();
    const told = violation ?? witness;
    subject.value = made;
    schedule.value = scheduleId(made, told?.steps ?? [], told?.cycle ?? null);
    notebook.open({ recording, name, format }, fileId(meta.endedAt, meta.sourceHash), notes);
  }

  function leave(): void {
    const file = notebook.file.value;
    if (file) void call('recordings.close', { recording: file.recording }).catch(() => {});
    notebook.open(null);
  }

  // Another schedule has notes of its own. A recording keeps its own while others of its scenario are played.
  watch(opened, (next) => {
    if (next === null || (player.opened!.subject === subject.value && notebook.file.value)) return;
    leave();
    subject.value = player.opened!.subject;
    schedule.value = next;
    notebook.open(null, next);
  }, { flush: 'sync' });

  function bookmark(): void {
    if (here.value === null) return;
    const { notes, bookmarks } = notebook.notes.value;
    notebook.write({ notes, bookmarks: [...bookmarks, { at: here.value, name: '' }].sort((a, b) => a.at - b.at) });
  }

  return { notebook, subject, byStep, played, here, ofPlayed, show, bookmark };
});
