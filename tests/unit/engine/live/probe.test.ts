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

  describe('that all sleep for good', () => {
    const asleep = (...statuses: Parameters<typeof stagedThreads>) => {
      const staged = stagedThreads(...statuses);
      staged.fallAsleep();
      return { ...staged, probe: new Probe(staged.setup, 100) };
    };

    it('is certain when nobody has run since, and nobody is woken', () => {
      const { probe, wakes } = asleep('idle', 'sleeping', 'sleeping');
      expect(probe.confirms(deadlock)).toBe(false);
      expect(probe.confirms(deadlock)).toBe(true);
      expect(wakes()).toBe(0);
    });

    it('is not where one has run, or has slept again: then they are woken', () => {
      for (const change of [({ use }: ReturnType<typeof asleep>) => use(1), ({ sleepAgain }: ReturnType<typeof asleep>) => sleepAgain(1), ({ become }: ReturnType<typeof asleep>) => become(1, 'running')]) {
        const staged = asleep('idle', 'sleeping', 'sleeping');
        expect(staged.probe.confirms(deadlock)).toBe(false);
        change(staged);
        expect([staged.probe.confirms(deadlock), staged.wakes()]).toEqual([false, 1]);
        staged.sleepAgain(1);
        expect(staged.probe.confirms(deadlock)).toBe(false);
        staged.sleepAgain(2);
        expect(staged.probe.confirms(deadlock)).toBe(true);
      }
    });

    it('is not where one polls, which wakes by itself', () => {
      const { probe, wakes } = asleep('idle', 'sleeping', 'polling');
      expect([probe.confirms(deadlock), wakes()]).toEqual([false, 1]);
    });
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
