import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Subject } from '../../../../renderer/explore/subject.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useExploration } from '../../../../renderer/stores/exploration.ts';
import { useMutants } from '../../../../renderer/stores/mutants.ts';
import { useSession } from '../../../../renderer/stores/session.ts';
import { useVariants } from '../../../../renderer/stores/variants.ts';
import { defaultExploreLimits } from '../../../../shared/ipc/explore-limits.ts';

/** A job that goes on until it is stopped. */
let stopped: boolean;
beforeEach(() => {
  stopped = false;
  const call = (name: string): Promise<unknown> => {
    if (name.endsWith('.stop')) stopped = true;
    const value = name.endsWith('.start') ? { job: 1 } : name.endsWith('.poll') ? { notes: [], end: stopped ? { failure: null } : null } : undefined;
    return Promise.resolve({ ok: true, value });
  };
  vi.stubGlobal('window', { faultline: { call }, addEventListener() {} });
  setActivePinia(createPinia());
});

it.each([['mutants', useMutants], ['variants', useVariants]] as const)('%s end that were told to before they had begun', async (_name, useStore) => {
  useDocuments().create();
  const store = useStore();
  const end = store.start();
  await store.stop();
  expect(store.status).toBe('stopping');
  await end;
  expect(store.live).toBe(false);
});

it('stopping, or pausing, what has come to its end meanwhile is no error', async () => {
  const over = { 'session.stop': 'no-session', 'explore.stop': 'no-exploration', 'explore.pause': 'no-exploration', 'explore.resume': 'no-exploration', 'mutation.stop': 'no-job', 'comparison.stop': 'no-job' };
  const meta = { title: '', protocol: '', config: {}, mode: 'trace', checks: 'full', seed: 1, sourceHash: '', startedAt: '', threads: [], events: [], counters: [], histograms: [], sites: [], structs: [], globals: [], callbacks: [] };
  const call = (name: string): Promise<unknown> => {
    const code = over[name as keyof typeof over];
    if (code !== undefined) return Promise.resolve({ ok: false, code, message: 'It is over.' });
    // The main process has told of the end, and the window is about to hear of it.
    if (name.endsWith('.poll')) return new Promise(() => {});
    return Promise.resolve({ ok: true, value: { started: true, session: 1, meta, exploration: 1, job: 1 } });
  };
  vi.stubGlobal('window', { faultline: { call }, addEventListener() {} });
  useDocuments().create();
  const [exploration, session, mutants, variants] = [useExploration(), useSession(), useMutants(), useVariants()];
  void mutants.start();
  void variants.start();
  const begun = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  await begun();
  await Promise.all([mutants.stop(), variants.stop()]);
  void session.start({ scenario: { path: 'x.scenario.ts', text: '' }, config: {}, mode: 'trace', seed: 1, durationMs: null });
  void exploration.explore({ scenario: { path: 'x.scenario.ts', text: '' }, config: {}, limits: defaultExploreLimits, properties: null }, {} as Subject);
  await begun();
  exploration.status = 'searching';
  await exploration.pause();
  await exploration.resume();
  await exploration.stop();
  await session.stop();
  expect([exploration.status, session.status, mutants.status, variants.status]).toEqual(['stopping', 'stopping', 'stopping', 'stopping']);
});
