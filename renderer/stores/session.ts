/** The session: what runs, what it last said, and how it ended; or one that was recorded. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { CallReply, CallRequest } from '../../shared/ipc/contract.ts';
import { LabError } from '../../shared/ipc/reply.ts';
import type { SessionMeta, SessionResult, SessionSample } from '../../shared/trace/session.ts';
import type { ThreadTrace } from '../../shared/trace/traced.ts';
import { call, callUnlessOver } from '../ipc/client.ts';

export type SessionStatus = 'idle' | 'starting' | 'running' | 'stopping' | 'ended';
export type SessionUpdate = CallReply<'session.poll'>;

/** The path and the text of a scenario, as a session has them: another one may be in front by then. */
export type Scenario = CallRequest<'session.start'>['scenario'];

/** Hears of a session as it goes. Nothing of this is reactive: events come by the hundred thousand. */
export interface SessionListener {
  /** `recorded`: one that was recorded, and when it ended, ns; its samples come as updates. Null: it runs. `scenario`: what it is of. */
  started(meta: SessionMeta, recorded: { end: number } | null, scenario: Scenario): void;
  updated(update: SessionUpdate): void;
}

const pollMs = 50;
/** Of the window's time, what the session takes of it, at most: the rest is for the person. Where processors are few, less is traced meanwhile. */
const share = 1 / 3;
/** No longer than this, ms: an answer that took seconds was held up, as when the lab was stopped for a while, and threads wait until the next one is asked for. */
const mostRestMs = 1000;

export const useSession = defineStore('session', () => {
  const status = ref<SessionStatus>('idle');
  const meta = shallowRef<SessionMeta | null>(null);
  const sample = shallowRef<SessionSample | null>(null);
  /** What each thread was in the middle of when the sample was taken; null: not known, or it has ended. */
  const traced = shallowRef<readonly ThreadTrace[] | null>(null);
  const result = shallowRef<SessionResult | null>(null);
  /** Why there is no session, or why it was lost. */
  const failure = ref('');
  const listeners = new Set<SessionListener>();
  /** Of the session that can be asked; null: none. */
  const id = ref<number | null>(null);
  /** The name of the recording that it is from; null: it ran here. */
  const recordedAs = ref<string | null>(null);
  /** What it was made from, by who started or opened it; null: not known. */
  const made = shallowRef<{ documentId: string; text: string } | null>(null);
  const stopRequested = ref(false);

  const live = computed(() => status.value === 'starting' || status.value === 'running' || status.value === 'stopping');
  /** It was told to stop, maybe before it had begun. */
  const stopping = computed(() => status.value === 'stopping' || (status.value === 'starting' && stopRequested.value));

  /** Answers the errors that kept the scenario from starting, if that is what did. */
  async function start(request: CallRequest<'session.start'>): Promise<CallReply<'session.start'>> {
    const before = status.value;
    status.value = 'starting';
    failure.value = '';
    stopRequested.value = false;
    try {
      const reply = await call('session.start', request);
      if (!reply.started) {
        // What the last session left stays to be looked at.
        status.value = before;
        return reply;
      }
      result.value = null;
      [sample.value, traced.value] = [null, null];
      id.value = reply.session;
      meta.value = reply.meta;
      recordedAs.value = null;
      listeners.forEach((listener) => listener.started(reply.meta, null, request.scenario));
      status.value = 'running';
      if (stopRequested.value) await stop();
      void poll(reply.session);
      return reply;
    } catch (error) {
      status.value = before;
      failure.value = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }

  async function stop(): Promise<void> {
    if (status.value === 'starting') stopRequested.value = true;
    if (status.value !== 'running' || id.value === null) return;
    status.value = 'stopping';
    await callUnlessOver('session.stop', { session: id.value });
  }

  /** A busy window asks less often, so that it answers the person, and nothing piles up in it. */
  async function poll(session: number): Promise<void> {
    try {
      while (id.value === session) {
        const asked = performance.now();
        const update = await call('session.poll', { session });
        if (update.sample) [sample.value, traced.value] = [update.sample, update.traced];
        tell(update);
        if (update.result) return end(update.result);
        // Who has stopped it waits for its end.
        const rest = status.value === 'stopping' ? 0 : Math.min((performance.now() - asked) * (1 / share - 1), mostRestMs);
        await new Promise((resolve) => setTimeout(resolve, Math.max(pollMs, rest)));
      }
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
      id.value = null;
      status.value = 'ended';
      // Nobody would ask for the rest of it. (That it is over already is the usual reason to be here.)
      await call('session.stop', { session }).catch(() => {});
    }
  }

  function tell(update: SessionUpdate): void {
    listeners.forEach((listener) => listener.updated(update));
  }

  /** Shows a session that was recorded. Throws while one runs. */
  function present(name: string, scenario: Scenario, told: SessionMeta, ended: SessionResult): void {
    if (live.value) throw new LabError('busy', `${name} is not shown while a session runs. Stop the session, then open it again.`);
    failure.value = '';
    meta.value = told;
    recordedAs.value = name;
    listeners.forEach((listener) => listener.started(told, { end: ended.final.time }, scenario));
    end(ended);
  }

  function end(ended: SessionResult): void {
    id.value = null;
    [sample.value, traced.value] = [ended.final, null];
    result.value = ended;
    status.value = 'ended';
  }

  return { status, id, meta, sample, traced, result, failure, live, stopping, recordedAs, made, start, stop, tell, present, listeners };
});
