import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Explorations } from '../../../../electron/main/explore/explorations.ts';
import { createHandlers } from '../../../../electron/main/handlers.ts';
import type { Lab } from '../../../../electron/main/lab.ts';
import { answer } from '../../../../electron/main/ipc/answer.ts';
import type { ExplorationEnd } from '../../../../shared/ipc/exploration.ts';
import { defaultExploreLimits, type ExploreLimits } from '../../../../shared/ipc/explore-limits.ts';
import type { call } from '../../../../renderer/ipc/client.ts';
import { useCounterexample } from '../../../../renderer/stores/counterexample.ts';
import { useExploration } from '../../../../renderer/stores/exploration.ts';
import { compiler } from '../../compiler-thread.ts';

// The window's store on the main process's own handlers and a real search, without the two processes between them.
let explorations: Explorations;
beforeEach(() => {
  explorations = new Explorations(new URL('../../../../out/main/explore-worker.js', import.meta.url), compiler);
  const handlers = createHandlers({ explorations } as Lab);
  vi.stubGlobal('window', { faultline: { call: (name: Parameters<typeof call>[0], request: unknown) => answer(name, request, handlers, (error) => { throw error; }), listen() {} } });
  setActivePinia(createPinia());
});
afterEach(() => {
  explorations.abandon();
  vi.unstubAllGlobals();
});

const endless = 'for (;;) x = x + 1;';

function explore(body: string, limits: ExploreLimits = defaultExploreLimits): Promise<ExplorationEnd | null> {
  const text = `scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { ${body} });\n`;
  const subject = { documentId: 'untitled:1', name: body, text, config: {}, limits, goal: null, properties: [], checked: null };
  return useExploration().explore({ scenario: { path: 'scenarios/x.ts', text }, config: {}, limits, properties: null }, subject);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the exploration', () => {
  it('goes from compiling over searching to a verdict', async () => {
    const store = useExploration();
    const seen = new Set<string>([store.status]);
    const end = explore(endless, { ...defaultExploreLimits, maxStates: 300_000 });
    await until(() => {
      seen.add(store.status);
      return !store.live;
    });
    expect([...seen]).toEqual(['idle', 'compiling', 'searching', 'ended']);
    expect(await end).toMatchObject({ kind: 'verdict', verdict: { outcome: 'inconclusive' } });
    expect(store.verdict!.states).toBe(store.figures!.states);
    expect(store.subject!.name).toBe(endless);
  });

  it('holds the counterexample, and the failing step is looked at first', async () => {
    const counterexample = useCounterexample();
    await explore("x = x + 1; assert(x < 2, 'one');");
    const steps = counterexample.violation!.steps.length;
    expect(counterexample.chosen).toBe(steps - 1);
    expect(counterexample.row).toBe(counterexample.counterexample!.failing.rows.at(-1));
    // Beside it stands a run that ends well, and one looks at where they part.
    const { common } = counterexample.violation!.passing!;
    counterexample.compare('passing');
    expect(counterexample.chosen).toBe(common);
    expect(counterexample.row!.mark).toBe('differs');
    expect(counterexample.row!.step).not.toEqual(counterexample.violation!.steps[common]);
    counterexample.compare('failing');
    counterexample.choose(-5);
    expect(counterexample.chosen).toBe(0);
    await explore('x = 1;');
    expect(counterexample.counterexample).toBeNull();
    expect(counterexample.row).toBeNull();
  });

  it('shows again what it was told to keep, not what was under way then', async () => {
    const store = useExploration();
    await explore("assert(false, 'first');");
    const { verdict, subject } = store;
    const asBefore = store.keep();
    const second = explore(endless);
    const underWay = store.keep();
    await until(() => store.status === 'searching');
    await store.stop();
    await second;
    expect(store.subject).not.toBe(subject);
    asBefore();
    expect([store.status, store.verdict, store.subject]).toEqual(['ended', verdict, subject]);
    underWay();
    expect([store.status, store.verdict, store.subject]).toEqual(['idle', null, null]);
  });

  it('pauses, resumes and stops with what was seen', async () => {
    const store = useExploration();
    const end = explore(endless);
    await until(() => store.status === 'searching');
    await store.pause();
    expect(store.status).toBe('paused');
    await store.resume();
    expect(store.status).toBe('searching');
    await store.pause();
    await store.stop();
    expect(store.status).toBe('stopping');
    expect(await end).toMatchObject({ kind: 'verdict', verdict: { outcome: 'inconclusive', reason: expect.stringContaining('stopped') } });
    expect(store.verdict!.states).toBeGreaterThan(0);
  });

  it('stops where it was told to before it had begun', async () => {
    const store = useExploration();
    const end = explore(endless);
    await store.stop();
    expect(store.status).toBe('stopping');
    expect(await end).toMatchObject({ kind: 'verdict', verdict: { outcome: 'inconclusive', reason: expect.stringContaining('stopped') } });
  });

  it('gives way to a newer one', async () => {
    const store = useExploration();
    const first = explore(endless);
    await until(() => store.status === 'searching');
    const second = explore('x = 1;');
    expect(await first).toBeNull();
    expect(await second).toMatchObject({ kind: 'verdict', verdict: { outcome: 'verified' } });
    expect(store.subject!.name).toBe('x = 1;');
  });

  it('gives way to a verdict from elsewhere, even before it has begun', async () => {
    const store = useExploration();
    await explore('x = 1;');
    const { verdict, subject } = store;
    const second = explore(endless);
    store.present(verdict!, subject!);
    expect(await second).toBeNull();
    expect([store.status, store.verdict]).toEqual(['ended', verdict]);
    // It does not search on with nobody to ask for it.
    const id = 2;
    await expect.poll(() => explorations.poll(id).end, { timeout: 5000 }).not.toBeNull();
  });

  it('leaves the last verdict when a scenario is refused', async () => {
    const store = useExploration();
    await explore('x = 1;');
    expect(await explore('nope();')).toMatchObject({ kind: 'refused' });
    expect(store.status).toBe('ended');
    expect(store.verdict!.outcome).toBe('verified');
    expect(store.subject!.name).toBe('x = 1;');
  });

  it('is idle again when the very first is refused', async () => {
    const store = useExploration();
    await explore('nope();');
    expect(store.status).toBe('idle');
    expect(store.subject).toBeNull();
  });

  it('says so when it is lost', async () => {
    const store = useExploration();
    const end = explore(endless);
    await until(() => store.status === 'searching');
    explorations.abandon();
    expect(await end).toMatchObject({ kind: 'failed', message: 'This exploration is over.' });
    expect(store.status).toBe('ended');
    expect(store.failure).toBe('This exploration is over.');
  });
});
