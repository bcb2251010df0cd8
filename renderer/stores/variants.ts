/** One load in several variants, run live: what was asked for, and what has come of it so far. */
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import { call, callUnlessOver } from '../ipc/client.ts';
import { WrongValue } from '../fields/wrongValue.ts';
import { followJob } from '../ipc/followJob.ts';
import { sourcePath } from '../documents/document.ts';
import { LabError } from '../../shared/ipc/reply.ts';
import { unitOf } from '../../shared/compare/comparison.ts';
import { VARIANTS } from '../../shared/variants/variants.ts';
import { variantFields } from '../variants/variantFields.ts';
import { heard, newRuns, progressOf, rowsOf, type VariantRuns } from '../variants/variantRuns.ts';
import { useDocuments } from './documents.ts';
import { useExploration } from './exploration.ts';
import { useNotices } from './notices.ts';
import { useProblems } from './problems.ts';
import { useSession } from './session.ts';

export const useVariants = defineStore('variants', () => {
  const documents = useDocuments();
  const exploration = useExploration();
  const problems = useProblems();
  const session = useSession();
  /** What the next one runs. */
  const wanted = reactive({ protocols: VARIANTS.map(({ name }) => name), threads: [null] as (number | null)[], rounds: 5, measureMs: 1000 });
  const fields = variantFields(wanted);
  const status = ref<'idle' | 'running' | 'stopping' | 'ended' | 'stopped'>('idle');
  const made = shallowRef<VariantRuns | null>(null);
  /** The scenario that was run. */
  const of = shallowRef<{ id: string; name: string; text: string } | null>(null);
  let id: number | null = null;

  const live = computed(() => status.value === 'running' || status.value === 'stopping');
  const rows = computed(() => (made.value ? rowsOf(made.value) : []));
  /** What is counted. */
  const unit = computed(() => unitOf(made.value?.runs ?? []));
  const progress = computed(() => (made.value ? progressOf(made.value) : { done: 0, failed: 0, of: 1, compiling: true }));
  /** The scenario has another text by now. */
  const stale = computed(() => {
    const now = of.value && documents.known.get(of.value.id);
    return now ? now.text !== of.value!.text : false;
  });

  /** Resolves at its end. Throws what a person can be told. */
  async function start(): Promise<void> {
    const { scenario } = documents;
    if (live.value) return;
    if (!scenario) return useNotices().noScenario('run');
    if (fields.wrong) throw new WrongValue(`Compare variants, ${fields.wrong}`, () => fields.wrong);
    if (session.live || exploration.live) throw new LabError('busy', `${session.live ? 'A session is running' : 'An exploration is under way'}: it would take time from the variants. Stop it first.`);
    const { id: document, name, text } = scenario;
    of.value = { id: document, name, text };
    made.value = newRuns(wanted);
    status.value = 'running';
    try {
      const { protocols, threads, rounds, measureMs } = wanted;
      const { job } = await call('comparison.start', { scenario: { path: sourcePath(scenario), text }, config: { ...problems.config }, protocols: [...protocols], threads: [...threads], rounds, measureMs });
      id = job;
      // Before there was anything to stop.
      if (isStopping()) await stop();
      const end = await followJob(() => call('comparison.poll', { job }), (note) => (made.value = heard(made.value!, note)), () => id === job);
      if (end?.failure) throw new Error(`The variants were not compared to the end: ${end.failure}.`);
    } finally {
      id = null;
      status.value = isStopping() ? 'stopped' : 'ended';
    }
  }

  /** Ends it with what was measured so far. */
  async function stop(): Promise<void> {
    if (!live.value) return;
    status.value = 'stopping';
    if (id !== null) await callUnlessOver('comparison.stop', { job: id });
  }

  const isStopping = (): boolean => status.value === 'stopping';

  return { wanted, fields, status, made, of, live, rows, unit, progress, stale, start, stop };
});
