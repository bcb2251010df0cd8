import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Observer, type ObserverSetup } from '../../../../electron/engine/live/observer';
import { Probe } from '../../../../electron/engine/live/probe';
import type { TraceRings } from '../../../../electron/engine/live/rings';
import { Sampler } from '../../../../electron/engine/live/sampler';
import { Watchdog, type Suspicion } from '../../../../electron/engine/live/watchdog';
import type { ThreadPlan } from '../../../../electron/engine/live/threads';
import type { LiveImage } from '../../../../shared/dialect/live/image';
import { EVENT_BYTES } from '../../../../shared/trace/events';
import type { SessionSample } from '../../../../shared/trace/session';
import { stagedThreads } from './staged-threads';

const EVERY_MS = 50;
const limits = { deadlockMs: 300, hungMs: 5000, loopMs: 5000 };
const image = {
  layout: { shadowBase: 0, heapBase: 16384, heapEnd: 16384, structNames: [] },
  program: { counters: [], histograms: [], globals: [], structs: new Map() },
} as unknown as LiveImage;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Two threads, of whom the second one's kind is given, are looked at by all that looks at a session. */
function setUp(second: 'thread' | 'kthread' = 'thread', more: Partial<ObserverSetup> = {}) {
  const staged = stagedThreads('idle', 'sleeping', 'sleeping');
  const found: Suspicion[] = [];
  let last!: SessionSample;
  let now = 0;
  const kinds = ['boot', 'thread', second] as const;
  const plans = staged.setup.threads.map(({ block }, index): ThreadPlan => ({ info: { index, name: `t${index}`, kind: kinds[index]! }, block, instance: 0, stop: 0, run: '' }));
  const observer = new Observer({
    sampler: new Sampler(staged.setup.buffer, image, plans),
    rings: null,
    traced: null,
    watchdog: new Watchdog(plans.map(({ info }) => info), limits),
    probe: new Probe(staged.setup, 1000),
    threadCount: plans.length, clock: () => now, everyMs: EVERY_MS, look: { structs: [], globals: false },
    onSample: (sample) => (last = sample), onEvents: () => {}, paced: false,
    onSuspicion: (suspicion) => found.push(suspicion),
    ...more,
  });
  observer.enter('running', second === 'thread' ? [1, 2] : [1]);
  observer.start();
  const look = (): void => {
    now += EVERY_MS * 1e6;
    vi.advanceTimersByTime(EVERY_MS);
  };
  const lookUntilWoken = (): void => {
    for (const before = staged.wakes(); staged.wakes() === before; ) look();
    // A machine with much to do: who has been woken has the processor, or waits for it, at the next look, too.
    staged.become(1, 'running');
    staged.become(2, 'running');
  };
  const sleepAgain = (thread: number): void => {
    staged.sleepAgain(thread);
    staged.become(thread, 'sleeping');
  };
  return { ...staged, observer, found, look, lookUntilWoken, sleepAgain, statuses: () => last.threads.slice(1).map(({ status }) => status), waitedMs: () => last.threads[1]!.waitedMs };
}

describe('who looks at a session', () => {
  it('takes nobody for going on who only looks because of its own wake-up', () => {
    const { found, look, lookUntilWoken, sleepAgain, statuses, waitedMs, wakes } = setUp();
    lookUntilWoken();
    look();
    expect([statuses(), waitedMs() >= limits.deadlockMs]).toEqual([['sleeping', 'sleeping'], true]);
    sleepAgain(1);
    look();
    expect(found).toEqual([]);
    sleepAgain(2);
    look();
    expect([found, wakes()]).toEqual([[{ kind: 'deadlock', thread: 1 }], 1]);
  });

  it('nor who looks by itself at what it waits for', () => {
    const { become, look, poll, statuses } = setUp();
    become(1, 'polling');
    poll(1, 2001);
    look();
    become(1, 'running');
    poll(1, 2002);
    look();
    expect(statuses()).toEqual(['polling', 'sleeping']);
    // It has found it, and waits for nothing.
    poll(1, 0);
    look();
    expect(statuses()).toEqual(['running', 'sleeping']);
  });

  it('nor the kernel, which goes round with nothing to do', () => {
    const { finishIteration, found, look, lookUntilWoken, sleepAgain } = setUp('kthread');
    lookUntilWoken();
    finishIteration(2);
    look();
    sleepAgain(1);
    sleepAgain(2);
    look();
    expect(found).toEqual([{ kind: 'deadlock', thread: 1 }]);
  });

  it.each<[string, (staged: ReturnType<typeof setUp>) => void]>([
    ['finishes its iteration', ({ finishIteration }) => finishIteration(2)],
    ['sleeps somewhere else', ({ moveOn, sleepAgain }) => (moveOn(2), sleepAgain(2))],
    ['has had more of the processor than looking takes', ({ use }) => use(50)],
  ])('begins anew when one that it has woken %s', (_what, goOn) => {
    const staged = setUp();
    const { found, look, lookUntilWoken, sleepAgain, wakes } = staged;
    lookUntilWoken();
    goOn(staged);
    look();
    sleepAgain(1);
    sleepAgain(2);
    look();
    expect([found, wakes()]).toEqual([[], 1]);
    lookUntilWoken();
    sleepAgain(1);
    sleepAgain(2);
    look();
    expect(found).toEqual([{ kind: 'deadlock', thread: 1 }]);
  });
});

describe('who reads the trace of a session', () => {
  /** Each time the rings are read there is an event; who takes them keeps the first until it is told to go on. */
  const slow = (paced: boolean) => {
    let reads = 0;
    let goOn!: () => void;
    const rings = { drain: () => (reads++, new Uint8Array(EVENT_BYTES)) } as unknown as TraceRings;
    const first = new Promise<void>((resolve) => (goOn = resolve));
    const session = setUp('thread', { rings, paced, onEvents: () => first });
    const readsOf = (looks: number): number => {
      const before = reads;
      for (let i = 0; i < looks; i++) session.look();
      return reads - before;
    };
    return { ...session, goOn, readsOf };
  };

  it('leaves it where threads wait for who takes it, while they run; that is no deadlock of theirs', async () => {
    const { goOn, observer, readsOf, wakes } = slow(true);
    expect(readsOf(20)).toBe(2);
    expect(wakes()).toBe(0);
    goOn();
    await observer.delivered();
    expect(readsOf(2)).toBe(2);
  });

  it('reads on where they do not wait, or are being ended', () => {
    expect(slow(false).readsOf(5)).toBe(5);
    const ended = slow(true);
    expect(ended.readsOf(5)).toBe(2);
    ended.observer.enter('stopping');
    expect(ended.readsOf(5)).toBe(5);
  });

  it('reads what is left in the end, and looks no more', () => {
    const { observer, readsOf, statuses } = slow(false);
    observer.enter('stopping');
    expect([observer.stop().phase, statuses()]).toEqual(['stopping', ['sleeping', 'sleeping']]);
    expect(readsOf(5)).toBe(0);
  });
});
