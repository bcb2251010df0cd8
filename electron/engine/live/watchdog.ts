/** Watches samples for threads that will never get on. Pure: time comes with the samples. */
import type { SessionSample, ThreadInfo, ThreadSample } from '../../../shared/trace/session.ts';

export interface WatchLimits {
  /** All threads asleep and nothing changing for this long is a deadlock, ms. */
  deadlockMs: number;
  /** A thread that waits at one place for this long while others go on hangs, ms. */
  hungMs: number;
  /** A thread that runs for this long without finishing an iteration loops, ms. */
  loopMs: number;
}

export const DEFAULT_LIMITS: WatchLimits = { deadlockMs: 300, hungMs: 5000, loopMs: 5000 };

export interface Suspicion {
  kind: 'deadlock' | 'hung-thread' | 'infinite-loop';
  /** The thread it is about; for a deadlock the first of those that sleep. */
  thread: number;
}

/** How many iterations a thread had finished, and when (ns) it was first seen at that number. */
interface Progress {
  iterations: number;
  since: number;
}

export class Watchdog {
  private readonly progress = new Map<number, Progress>();
  private fingerprint = '';
  private unchangedSince = 0;

  constructor(
    private readonly threads: readonly ThreadInfo[],
    private readonly limits: WatchLimits,
  ) {}

  /** Looks at the next sample; `watched` are the threads that ought to make progress now. */
  observe(sample: SessionSample, watched: readonly number[]): Suspicion | null {
    return this.deadlock(sample, watched) ?? this.stuck(sample, watched);
  }

  private deadlock(sample: SessionSample, watched: readonly number[]): Suspicion | null {
    const open = watched.filter((index) => isOpen(sample.threads[index]!));
    const kernel = this.threads.filter(({ kind }) => kind === 'kthread').map(({ index }) => index);
    const still = open.length > 0 && [...open, ...kernel].every((index) => sample.threads[index]!.status !== 'running');
    // Kernel threads may go round an empty body while they wait, so their own iterations are no progress.
    const fingerprint = still ? open.map((index) => waitText(sample.threads[index]!)).join() + sample.counters.join() : '';
    if (!still || fingerprint !== this.fingerprint) {
      this.fingerprint = fingerprint;
      this.unchangedSince = sample.time;
      return null;
    }
    // One that polls may wait for time to pass: nobody but the hung limit can tell.
    const limit = open.some((index) => sample.threads[index]!.status === 'polling') ? this.limits.hungMs : this.limits.deadlockMs;
    return (sample.time - this.unchangedSince) / 1e6 >= limit ? { kind: 'deadlock', thread: open[0]! } : null;
  }

  private stuck(sample: SessionSample, watched: readonly number[]): Suspicion | null {
    // A thread that is watched again later starts afresh.
    for (const index of this.progress.keys()) if (!watched.includes(index)) this.progress.delete(index);
    for (const index of watched) {
      const thread = sample.threads[index]!;
      const before = this.progress.get(index);
      if (!isOpen(thread) || !before || before.iterations !== thread.iterations) {
        this.progress.set(index, { iterations: thread.iterations, since: sample.time });
        continue;
      }
      if (thread.status !== 'running') {
        if (thread.waitedMs >= this.limits.hungMs) return { kind: 'hung-thread', thread: index };
      } else if ((sample.time - before.since) / 1e6 >= this.limits.loopMs) {
        return { kind: 'infinite-loop', thread: index };
      }
    }
    return null;
  }
}

/** Whether the thread has begun and not ended. */
function isOpen({ status }: ThreadSample): boolean {
  return status === 'running' || status === 'sleeping' || status === 'polling';
}

function waitText({ status, waitSite, waitAddress, iterations }: ThreadSample): string {
  return `${status} ${waitSite} ${waitAddress} ${iterations};`;
}
