/** Mutants of the protocol, and which scenarios kill them: what is tried now, and what is known of each variant. */
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowReactive, shallowRef, toRef } from 'vue';
import { limits } from '../../shared/ipc/limits.ts';
import { LabError } from '../../shared/ipc/reply.ts';
import type { MutationNote } from '../../shared/mutate/job.ts';
import { field } from '../fields/field.ts';
import { WrongValue } from '../fields/wrongValue.ts';
import { call, callUnlessOver } from '../ipc/client.ts';
import { followJob } from '../ipc/followJob.ts';
import { beginTrials, rowsOf, withTrial, type MutantTable } from '../mutants/mutantTable.ts';
import { tryable, type Tryable } from '../mutants/tryable.ts';
import { unfitText } from '../mutants/unfit.ts';
import { formatDuration, parseDuration } from '../run/duration.ts';
import { useDocuments } from './documents.ts';
import { useExploration } from './exploration.ts';
import { useNotices } from './notices.ts';
import { useProblems } from './problems.ts';

export const useMutants = defineStore('mutants', () => {
  const documents = useDocuments();
  const exploration = useExploration();
  const problems = useProblems();
  /** What the next trial takes. `protocol`: null, what the scenario says. */
  const wanted = reactive({ protocol: null as string | null, limitMs: 60_000, liveness: false });
  const time = field({
    name: 'Time',
    takes: 'a duration of at most a day, such as 30 s',
    read: (text) => parseDuration(text, limits.durationMs) ?? undefined,
    write: formatDuration,
    kept: toRef(wanted, 'limitMs'),
  });
  const status = ref<'idle' | 'verifying' | 'trying' | 'stopping'>('idle');
  /** The scenario whose trial is under way, or was last. */
  const trying = shallowRef<Tryable | null>(null);
  const progress = reactive({ done: 0, of: 0 });
  /** By variant. */
  const tables = shallowReactive(new Map<string, MutantTable>());
  /** Scenarios that were tried, by name: their texts then. */
  const subjects = new Map<string, Tryable>();
  /** The variant whose mutants are shown. */
  const shown = ref<string | null>(null);
  let id: number | null = null;
  let unfit = '';
  /** The variant whose mutants are tried. */
  let protocol = '';

  const live = computed(() => status.value !== 'idle');
  const table = computed(() => (shown.value === null ? null : (tables.get(shown.value) ?? null)));
  const rows = computed(() => (table.value ? rowsOf(table.value) : []));
  const scenarios = computed(() => [...new Set(table.value?.trials.map(({ scenario }) => scenario) ?? [])]);

  /** The scenario in front. Resolves when it is through, or stopped; throws what a person can be told. */
  async function start(): Promise<void> {
    const { scenario } = documents;
    if (live.value) return;
    if (!scenario) return useNotices().noScenario('try mutants in');
    if (time.wrong) throw new WrongValue(`Mutants, ${time.wrong}`, () => time.wrong);
    if (exploration.live) throw new LabError('busy', 'An exploration is under way: stop it first.');
    const subject = tryable(scenario, wanted, { ...problems.config });
    trying.value = subject;
    status.value = 'verifying';
    Object.assign(progress, { done: 0, of: 0 });
    unfit = '';
    try {
      const { job } = await call('mutation.start', { ...subject.job, limitMs: wanted.limitMs });
      id = job;
      // Before there was anything to stop.
      if (isStopping()) await stop();
      const end = await followJob(() => call('mutation.poll', { job }), (note) => hear(note, subject), () => id === job);
      if (end?.failure) throw new Error(`Mutants were not tried to the end: ${end.failure}.`);
      if (unfit) throw new Error(unfitText(subject.called, unfit));
    } finally {
      id = null;
      status.value = 'idle';
    }
  }

  function hear(note: MutationNote, subject: Tryable): void {
    if (note.kind === 'unfit') unfit = note.reason;
    else if (note.kind === 'mutants') {
      if (status.value === 'verifying') status.value = 'trying';
      progress.of = note.mutants.length;
      subjects.set(subject.called, subject);
      protocol = shown.value = note.protocol;
      tables.set(note.protocol, beginTrials(tables.get(note.protocol), note.protocol, note.mutants, subject.called));
    } else {
      progress.done = note.mutant + 1;
      const of = tables.get(protocol)!;
      tables.set(of.protocol, withTrial(of, { mutant: of.made[note.mutant]!.mutant, scenario: subject.called, fate: note.fate, ms: note.ms }));
    }
  }

  /** Ends it; the fates that are known stay. */
  async function stop(): Promise<void> {
    if (!live.value) return;
    status.value = 'stopping';
    if (id !== null) await callUnlessOver('mutation.stop', { job: id });
  }

  const isStopping = (): boolean => status.value === 'stopping';

  const subjectOf = (scenario: string): Tryable | undefined => subjects.get(scenario);

  return { wanted, time, status, trying, progress, tables, shown, live, table, rows, scenarios, start, stop, subjectOf };
});
