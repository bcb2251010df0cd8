import { describe, expect, it } from 'vitest';
import { Probe } from '../../../../electron/engine/live/probe';
import { stagedThreads } from './staged-threads';

describe('a suspicion', () => {
  const deadlock = { kind: 'deadlock', thread: 1 } as const;
  const setUp = () => {
    const staged = stagedThreads('idle', 'sleeping', 'polling');
    return { ...staged, probe: new Probe(staged.setup, 100) };
  };

  it('of threads that wait is certain when all have been woken and sleep again', () => {
    const { probe, sleepAgain, wakes } = setUp();
    expect(probe.confirms(deadlock)).toBe(false);
    expect(wakes()).toBe(1);
    expect(probe.confirms(deadlock)).toBe(false);
    sleepAgain(1);
    expect(probe.confirms(deadlock)).toBe(false);
    sleepAgain(2);
    expect(probe.confirms(deadlock)).toBe(true);
  });

  it('is not certain while one that was woken has not come to sleep again', () => {
    const { probe, become, sleepAgain } = setUp();
    probe.confirms(deadlock);
    sleepAgain(1);
    become(2, 'running');
    expect(probe.confirms(deadlock)).toBe(false);
  });

  it('that is given up, or becomes another, begins anew', () => {
    const { probe, sleepAgain, wakes } = setUp();
    probe.confirms(deadlock);
    probe.confirms(null);
    sleepAgain(1);
    sleepAgain(2);
    expect(probe.confirms(deadlock)).toBe(false);
    expect(probe.confirms({ kind: 'hung-thread', thread: 1 })).toBe(false);
    expect(wakes()).toBe(3);
  });

  it('of a thread that runs is certain when it has had its share of processor time', () => {
    const staged = stagedThreads('idle', 'running', 'running');
    const probe = new Probe(staged.setup, 100);
    const loop = { kind: 'infinite-loop', thread: 2 } as const;
    expect(probe.confirms(loop)).toBe(false);
    staged.use(99);
    expect(probe.confirms(loop)).toBe(false);
    staged.use(1);
    expect(probe.confirms(loop)).toBe(true);
  });
});
