import { describe, expect, it } from 'vitest';
import { Probe } from '../../../../electron/engine/live/probe';
import type { ThreadPlan } from '../../../../electron/engine/live/threads';
import { THREAD } from '../../../../shared/dialect/live/abi';
import type { SessionSample, ThreadSample } from '../../../../shared/trace/session';

const blocks = [0, 1024, 2048];
const sample = (...statuses: ThreadSample['status'][]): SessionSample => ({ threads: statuses.map((status) => ({ status })) }) as unknown as SessionSample;

function setUp() {
  const words = new Int32Array(1024);
  let used = 0;
  let wakes = 0;
  const probe = new Probe(words.buffer, blocks.map((block) => ({ block }) as ThreadPlan), { wakeSleepers: () => void wakes++ }, 100, () => used);
  return {
    probe,
    sleepAgain: (thread: number) => words[(blocks[thread]! + THREAD.sleeps) / 4]!++,
    use: (ms: number) => (used += ms),
    wakes: () => wakes,
  };
}

describe('a suspicion', () => {
  const deadlock = { kind: 'deadlock', thread: 1 } as const;
  const asleep = sample('idle', 'sleeping', 'polling');

  it('of threads that wait is certain when all have been woken and sleep again', () => {
    const { probe, sleepAgain, wakes } = setUp();
    expect(probe.confirms(deadlock, asleep)).toBe(false);
    expect(wakes()).toBe(1);
    expect(probe.confirms(deadlock, asleep)).toBe(false);
    sleepAgain(1);
    expect(probe.confirms(deadlock, asleep)).toBe(false);
    sleepAgain(2);
    expect(probe.confirms(deadlock, asleep)).toBe(true);
  });

  it('that is given up, or becomes another, begins anew', () => {
    const { probe, sleepAgain, wakes } = setUp();
    probe.confirms(deadlock, asleep);
    probe.confirms(null, asleep);
    sleepAgain(1);
    sleepAgain(2);
    expect(probe.confirms(deadlock, asleep)).toBe(false);
    expect(probe.confirms({ kind: 'hung-thread', thread: 1 }, asleep)).toBe(false);
    expect(wakes()).toBe(3);
  });

  it('of a thread that runs is certain when it has had its share of processor time', () => {
    const { probe, use } = setUp();
    const running = sample('idle', 'running', 'running');
    const loop = { kind: 'infinite-loop', thread: 2 } as const;
    expect(probe.confirms(loop, running)).toBe(false);
    use(199);
    expect(probe.confirms(loop, running)).toBe(false);
    use(1);
    expect(probe.confirms(loop, running)).toBe(true);
  });
});
