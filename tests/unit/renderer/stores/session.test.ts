import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useContention } from '../../../../renderer/stores/contention.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useSession } from '../../../../renderer/stores/session.ts';

/** How long the main process and the way from there take, ms. */
let takes: number;
let asked: number[];

beforeEach(() => {
  setActivePinia(createPinia());
  vi.useFakeTimers();
  asked = [];
  const reply = { sample: null, traced: null, events: new ArrayBuffer(0), result: null };
  const meta = { title: '', protocol: '', config: {}, mode: 'trace', checks: 'full', seed: 1, sourceHash: '', startedAt: '', threads: [], events: [], counters: [], histograms: [], sites: [], structs: [], globals: [], callbacks: [] };
  vi.stubGlobal('window', {
    faultline: {
      call: async (name: string) => {
        if (name !== 'session.poll') return { ok: true, value: name === 'session.start' ? { started: true, session: 1, meta } : undefined };
        asked.push(performance.now());
        await new Promise((resolve) => setTimeout(resolve, takes));
        return { ok: true, value: reply };
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a session that runs', () => {
  it.each([[1, 50], [20, 50], [100, 200], [400, 800], [6000, 1000]])('is asked for more when the window has had time for the person: of answers that take %i ms, after %i ms', async (ms, pause) => {
    takes = ms;
    void useSession().start({ scenario: { path: 'x.scenario.ts', text: '' }, config: {}, mode: 'trace', seed: 1, durationMs: null });
    await vi.advanceTimersByTimeAsync(3 * (ms + pause) + 1);
    const [first = NaN, ...later] = asked;
    expect(later.map((at) => at - first)).toEqual([ms + pause, 2 * (ms + pause), 3 * (ms + pause)]);
  });

  it('is asked for its end without delay, once it was stopped', async () => {
    takes = 400;
    const session = useSession();
    void session.start({ scenario: { path: 'x.scenario.ts', text: '' }, config: {}, mode: 'trace', seed: 1, durationMs: null });
    await vi.advanceTimersByTimeAsync(1);
    await session.stop();
    await vi.advanceTimersByTimeAsync(2 * 450);
    expect(asked.map((at) => at - asked[0]!)).toEqual([0, 450, 900]);
  });

  it('is known to be stopped from the moment on in which it was told to, before it has begun, too', async () => {
    takes = 1;
    const session = useSession();
    const started = session.start({ scenario: { path: 'x.scenario.ts', text: '' }, config: {}, mode: 'trace', seed: 1, durationMs: null });
    expect(session.stopping).toBe(false);
    void session.stop();
    expect([session.status, session.stopping]).toEqual(['starting', true]);
    await started;
    expect([session.status, session.stopping]).toEqual(['stopping', true]);
  });

  it('waits in the scenario that was started, whatever is in front by then', async () => {
    const documents = useDocuments();
    const contention = useContention();
    documents.create('first');
    const { name, text } = documents.scenario!;
    const scenario = { path: `scenarios/${name}.ts`, text };
    const started = useSession().start({ scenario, config: {}, mode: 'trace', seed: 1, durationMs: null });
    documents.create('second');
    await started;
    expect(contention.source).toEqual(scenario);
  });
});
