/** The exploration: what is explored, how far it is, and its verdict. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { CallRequest } from '../../shared/ipc/contract.ts';
import type { ExplorationEnd } from '../../shared/ipc/exploration.ts';
import type { Figures, Verdict } from '../../shared/explore/verdict.ts';
import { Rate } from '../../shared/explore/rate.ts';
import type { Subject } from '../explore/subject.ts';
import { call, callUnlessOver } from '../ipc/client.ts';

export type ExplorationStatus = 'idle' | 'compiling' | 'searching' | 'paused' | 'stopping' | 'ended';

const pollMs = 100;

/** What the pane shows. */
interface Shown {
  status: ExplorationStatus;
  subject: Subject | null;
  figures: Figures | null;
  verdict: Verdict | null;
  failure: string;
}

const nothing: Shown = { status: 'idle', subject: null, figures: null, verdict: null, failure: '' };

export const useExploration = defineStore('exploration', () => {
  const status = ref<ExplorationStatus>('idle');
  const subject = shallowRef<Subject | null>(null);
  const figures = shallowRef<Figures | null>(null);
  const statesPerSecond = ref(0);
  /** How often it has begun again: what it learned on the way changes which steps it may join. */
  const restarts = ref(0);
  const verdict = shallowRef<Verdict | null>(null);
  /** Why there is no verdict: a defect of the lab, not of the scenario. */
  const failure = ref('');
  let id: number | null = null;
  /** Counts the explorations, so that an older one's answers are known as such. */
  let turns = 0;

  const live = computed(() => isLive(status.value));

  /** Resolves at its end; null when another one was started meanwhile. A refused scenario, or question, leaves what there was before. */
  async function explore(request: CallRequest<'explore.start'>, made: Subject): Promise<ExplorationEnd | null> {
    const turn = ++turns;
    const asBefore = keep();
    id = null;
    show({ status: 'compiling', subject: made, figures: null, verdict: null, failure: '' });
    let end: ExplorationEnd | null;
    try {
      const { exploration } = await call('explore.start', request);
      end = await follow(exploration, turn);
    } catch (error) {
      end = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      // Nobody would ask for the rest of it. (That it is over already is the usual reason to be here.)
      if (turn === turns && id !== null) await call('explore.stop', { exploration: id }).catch(() => {});
    }
    if (!end || turn !== turns) return null;
    id = null;
    if (end.kind === 'verdict') show({ status: 'ended', subject: made, figures: end.verdict, verdict: end.verdict, failure: '' });
    else if (end.kind === 'failed') show({ status: 'ended', subject: made, figures: figures.value, verdict: null, failure: end.message });
    else asBefore();
    return end;
  }

  /** Asks for more as soon as the last answer is worked in. */
  async function follow(exploration: number, turn: number): Promise<ExplorationEnd | null> {
    const rate = new Rate();
    // Given up, or stopped, before it had begun, when there was nothing yet to stop.
    if (turn !== turns || status.value === 'stopping') giveUp(exploration);
    while (turn === turns) {
      id = exploration;
      const update = await call('explore.poll', { exploration });
      if (turn !== turns) return null;
      if (update.figures) {
        if (status.value === 'compiling') status.value = 'searching';
        if (update.figures.ms !== figures.value?.ms) statesPerSecond.value = rate.add(update.figures);
        if (figures.value && update.figures.states < figures.value.states) restarts.value++;
        figures.value = update.figures;
      }
      if (update.end) return update.end;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return null;
  }

  /** A verdict that was reached elsewhere. What is under way here is given up. */
  function present(found: Verdict, made: Subject): void {
    turns++;
    if (id !== null) giveUp(id);
    id = null;
    show({ status: 'ended', subject: made, figures: found, verdict: found, failure: '' });
  }

  /** It may be over already. */
  function giveUp(exploration: number): void {
    void call('explore.stop', { exploration }).catch(() => {});
  }

  /** Answers what has all show again that is shown now, unless it is under way. */
  function keep(): () => void {
    const now: Shown = live.value ? nothing : { status: status.value, subject: subject.value, figures: figures.value, verdict: verdict.value, failure: failure.value };
    return () => show(now);
  }

  async function pause(): Promise<void> {
    if (status.value !== 'searching' || id === null) return;
    status.value = 'paused';
    await callUnlessOver('explore.pause', { exploration: id });
  }

  async function resume(): Promise<void> {
    if (status.value !== 'paused' || id === null) return;
    status.value = 'searching';
    await callUnlessOver('explore.resume', { exploration: id });
  }

  /** Ends it with what was seen so far. */
  async function stop(): Promise<void> {
    if (!live.value) return;
    status.value = 'stopping';
    if (id !== null) await callUnlessOver('explore.stop', { exploration: id });
  }

  function show(next: Shown): void {
    status.value = next.status;
    subject.value = next.subject;
    figures.value = next.figures;
    verdict.value = next.verdict;
    failure.value = next.failure;
    statesPerSecond.value = 0;
    restarts.value = 0;
  }

  return { status, subject, figures, statesPerSecond, restarts, verdict, failure, live, explore, present, keep, pause, resume, stop };
});

function isLive(status: ExplorationStatus): boolean {
  return status !== 'idle' && status !== 'ended';
}
