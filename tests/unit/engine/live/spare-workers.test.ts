import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLiveSession } from '../../../../electron/engine/live/session.ts';
import { SpareWorkers } from '../../../../electron/engine/live/spare-workers.ts';
import { buildScenario } from '../../../../electron/engine/compile.ts';

const workerUrl = new URL('../../../../out/main/live-worker.js', import.meta.url);
const spare = new SpareWorkers(workerUrl);
afterEach(() => spare.close());

const text = "scenario({ title: 't', protocol: 'none' });\nthread('t', { instances: 2 }, () => { count_event('ROUND'); });";

describe('workers that have started before', () => {
  it('are taken for a session, one for each thread as long as there are any, and end with it', async () => {
    const { image, diagnostics } = buildScenario({ scenario: { path: 'x.scenario.ts', text } }, { mode: 'trace', checks: 'full' });
    expect(diagnostics).toEqual([]);
    await spare.prepare(2);
    const taken: Worker[] = [];
    const take = vi.spyOn(spare, 'take').mockImplementation(() => {
      const worker = SpareWorkers.prototype.take.call(spare);
      if (worker) taken.push(worker);
      return worker;
    });
    const session = createLiveSession({ image: image!, workerUrl, spare, seed: 1, iterations: 10 });
    expect(await session.result).toMatchObject({ outcome: 'ok' });
    // The boot thread, and two that work.
    expect([taken.length, take.mock.calls.length]).toEqual([2, 3]);
    await vi.waitUntil(() => taken.every(({ threadId }) => threadId === -1), { timeout: 30_000 });
    take.mockRestore();
  });

  it('are as many as are asked for, and none after the end', async () => {
    await spare.prepare(3);
    await spare.prepare(2);
    expect(spare.count).toBe(3);
    await spare.close();
    expect(spare.take()).toBeUndefined();
    await spare.prepare(1);
    expect(spare.take()).toBeInstanceOf(Worker);
    expect(spare.take()).toBeUndefined();
  });

  it('are none where they cannot start', async () => {
    const none = new SpareWorkers(new URL('none-such.js', workerUrl));
    await none.prepare(2);
    await vi.waitUntil(() => none.count === 0, { timeout: 30_000 });
    expect(none.take()).toBeUndefined();
  });
});
