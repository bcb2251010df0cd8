import { describe, expect, it } from 'vitest';
import { calls } from '../../../shared/ipc/contract.ts';
import { packObjects } from '../../../shared/ipc/packed-objects.ts';

describe('what a session says', () => {
  const { reply } = calls['session.poll'];
  const snapshot = [{ struct: 'mm_struct', address: 64, words: new Uint32Array(16) }];
  const sample = {
    time: 1,
    phase: 'running',
    threads: [{ status: 'running', iterations: 1, waitSite: -1, waitAddress: 0, waitedMs: 0, dropped: 0 }],
    counters: [1],
    histograms: [{ count: 1, sum: 1, max: 1, buckets: new Uint32Array(128) }],
    objects: [],
    snapshot: packObjects(snapshot),
    globals: [{ name: 'mm', words: Uint32Array.of(64) }],
    heap: { used: 1, size: 2, failures: 0 },
  };

  it('passes as it is, typed arrays and all', () => {
    const message = { sample, traced: [{ open: [{ category: 'vma_lock.read', object: 4096 }], faults: [4096] }], events: new ArrayBuffer(48), result: null };
    const parsed = reply.parse(message);
    expect(parsed).toEqual({ ...message, sample: { ...sample, snapshot } });
    expect(parsed.events).toBe(message.events);
  });

  it.each([
    [{ sample: { ...sample, phase: 'asleep' }, traced: null, events: new ArrayBuffer(0), result: null }],
    [{ sample: { ...sample, histograms: [{ count: 1, sum: 1, max: 1, buckets: [1, 2] }] }, traced: null, events: new ArrayBuffer(0), result: null }],
    [{ sample: null, traced: null, events: 'text', result: null }],
    [{ sample: null, traced: null, events: new ArrayBuffer(0), result: { outcome: 'fine' } }],
    [{ sample, traced: [{ open: [{ category: 'fault' }], faults: [] }], events: new ArrayBuffer(0), result: null }],
    [{ sample, traced: [{ open: [], faults: new Array<number>(9).fill(4096) }], events: new ArrayBuffer(0), result: null }],
  ])('is refused when it is something else', (message) => {
    expect(reply.safeParse(message).success).toBe(false);
  });
});
