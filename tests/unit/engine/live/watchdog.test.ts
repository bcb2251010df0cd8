import { describe, expect, it } from 'vitest';
import { Watchdog, type Suspicion } from '../../../../electron/engine/live/watchdog';
import type { SessionSample, ThreadInfo, ThreadSample } from '../../../../shared/trace/session';

const threads: ThreadInfo[] = [
  { index: 0, name: 'boot', kind: 'boot' },
  { index: 1, name: 'a', kind: 'thread' },
  { index: 2, name: 'b', kind: 'thread' },
  { index: 3, name: 'rcu', kind: 'kthread' },
];
const limits = { deadlockMs: 300, hungMs: 5000, loopMs: 5000 };

/**
 * One thread's story, a character for each 100 ms: `r` runs and finishes iterations, `R` runs in one iteration,
 * `s` sleeps, `p` polls, `f` has finished.
 */
function watch(stories: { a: string; b: string; rcu?: string }, phase: (step: number) => SessionSample['phase'] = () => 'running', held: (step: number) => boolean = () => false, watched: (step: number) => number[] = () => [1, 2]): (Suspicion & { step: number }) | null {
  const watchdog = new Watchdog(threads, limits);
  const waited = [0, 0, 0, 0];
  for (let step = 0; step < stories.a.length; step++) {
    const one = (index: number, code: string): ThreadSample => {
      const waiting = code === 's' || code === 'p';
      waited[index] = waiting ? waited[index]! + 100 : 0;
      const status = ({ r: 'running', R: 'running', s: 'sleeping', p: 'polling', f: 'finished', i: 'idle' } as const)[code]!;
      return { status, iterations: code === 'r' ? step : 0, waitSite: waiting ? 1 : -1, waitAddress: 0, waitedMs: Math.max(0, waited[index]! - 100), dropped: 0 };
    };
    const codes = ['i', stories.a[step]!, stories.b[step]!, (stories.rcu ?? 's'.repeat(stories.a.length))[step]!];
    const sample = { time: step * 1e8, phase: phase(step), threads: codes.map((code, index) => one(index, code!)), counters: [0] } as unknown as SessionSample;
    const suspicion = watchdog.observe(sample, watched(step), held(step));
    if (suspicion) return { ...suspicion, step };
  }
  return null;
}

const times = (code: string, count: number): string => code.repeat(count);

describe('the watchdog', () => {
  it('leaves work alone', () => {
    expect(watch({ a: times('r', 100), b: times('rs', 50) })).toBeNull();
  });

  it('sees that all sleep and nobody is left to wake them', () => {
    expect(watch({ a: `rr${times('s', 20)}`, b: `rrr${times('s', 19)}` })).toEqual({ kind: 'deadlock', thread: 1, step: 6 });
  });

  it('sees that who is left sleeps when others have ended, and that nobody does when all have', () => {
    expect(watch({ a: times('f', 20), b: times('s', 20) })).toEqual({ kind: 'deadlock', thread: 2, step: 3 });
    expect(watch({ a: times('f', 20), b: times('f', 20) })).toBeNull();
  });

  it('waits while a kernel thread may still wake somebody', () => {
    expect(watch({ a: times('s', 40), b: times('s', 40), rcu: times('r', 40) })).toBeNull();
  });

  it('gives pollers time: what they wait for may be time itself', () => {
    expect(watch({ a: times('p', 40), b: times('s', 40) })).toBeNull();
    expect(watch({ a: times('p', 60), b: times('s', 60) })).toMatchObject({ kind: 'deadlock', step: 50 });
  });

  it('sees one that hangs while others go on', () => {
    expect(watch({ a: times('r', 60), b: times('s', 60) })).toEqual({ kind: 'hung-thread', thread: 2, meanwhile: [1], step: 50 });
  });

  it('knows who went on meanwhile: only the kernel, or nobody since then', () => {
    expect(watch({ a: times('s', 60), b: times('s', 60), rcu: times('r', 60) })).toEqual({ kind: 'hung-thread', thread: 1, meanwhile: [3], step: 50 });
    // Who began to wait later went on until then.
    expect(watch({ a: `rr${times('p', 60)}`, b: `r${times('s', 61)}`, rcu: times('sr', 31) })).toMatchObject({ kind: 'hung-thread', thread: 2, meanwhile: [1, 3] });
    expect(watch({ a: `r${times('p', 61)}`, b: `rr${times('s', 60)}`, rcu: times('sr', 31) })).toMatchObject({ kind: 'hung-thread', thread: 1, meanwhile: [2, 3] });
  });

  it('sees one that never finishes its iteration', () => {
    expect(watch({ a: times('r', 60), b: times('R', 60) })).toEqual({ kind: 'infinite-loop', thread: 2, step: 50 });
    expect(watch({ a: times('R', 60), b: times('s', 60) })).toEqual({ kind: 'infinite-loop', thread: 1, step: 50 });
  });

  it('has no eye on a thread for a while, and then looks afresh', () => {
    expect(watch({ a: times('r', 100), b: times('R', 100) }, undefined, undefined, (step) => (step === 30 ? [1] : [1, 2]))).toEqual({ kind: 'infinite-loop', thread: 2, step: 81 });
  });

  it('counts no time in which the reader of the trace lets all wait', () => {
    const held = (step: number): boolean => step < 70;
    expect(watch({ a: times('p', 100), b: times('p', 100) }, undefined, held)).toBeNull();
    expect(watch({ a: times('r', 100), b: times('s', 100) }, undefined, held)).toBeNull();
    expect(watch({ a: times('r', 130), b: times('s', 130) }, undefined, held)).toMatchObject({ kind: 'hung-thread', step: 119 });
    expect(watch({ a: times('s', 100), b: times('s', 100) }, undefined, held)).toMatchObject({ kind: 'deadlock', step: 72 });
  });

  it('knows one that waits only because the session ended', () => {
    const ending = (step: number): SessionSample['phase'] => (step < 10 ? 'running' : 'stopping');
    expect(watch({ a: `${times('r', 10)}${times('f', 20)}`, b: `${times('r', 10)}${times('s', 20)}` }, ending)).toEqual({ kind: 'stranded', thread: 2, step: 20 });
    expect(watch({ a: times('s', 30), b: times('s', 30) }, (step) => (step < 2 ? 'running' : 'stopping'))).toEqual({ kind: 'deadlock', thread: 1, step: 3 });
  });

  it('and one that hung before', () => {
    const ending = (step: number): SessionSample['phase'] => (step < 10 ? 'running' : 'stopping');
    expect(watch({ a: `${times('r', 10)}${times('f', 20)}`, b: times('s', 30) }, ending)).toMatchObject({ kind: 'hung-thread', thread: 2 });
  });
});
