/** Watches samples for threads that will never get on. Pure: time comes with the samples. */
import { Movements } from './movements.ts';
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
  /** `stranded`: while the session ends, it waits for others that have ended. That is nobody's fault. */
  kind: 'deadlock' | 'hung-thread' | 'infinite-loop' | 'stranded';
  /** The thread it is about; the first one where it is about several. */
  thread: number;
  /** Of a thread that hangs: who got on since it began to wait. */
  meanwhile?: readonly number[];
}

/** Who waited this long (ms) already when the session began to end did not wait because of that. */
const STUCK_BEFORE_END_MS = 500;
/** How long threads may wait for others that have ended, ms. */
const STRANDED_MS = 1000;

/** How many iterations a thread had finished, and when (ns) it was first seen at that number. */
interface Progress {
  iterations: number;
  since: number;
}

export class Watchdog {
  private readonly progress = new Map<number, Progress>();
  private readonly movements = new Movements();
  private fingerprint = '';
  private unchangedSince = 0;
  private endingSince = Infinity;
  /** When threads were last held up, ns: whatever they wait for, that is no fault of theirs. */
  private heldAt = -Infinity;

  constructor(
    private readonly threads: readonly ThreadInfo[],
    private readonly limits: WatchLimits,
  ) {}

  /** Looks at the next sample; `watched` are the threads that ought to make progress now. `held`: who reads the trace lets them wait. */
  observe(sample: SessionSample, watched: readonly number[], held = false): Suspicion | null {
    if (held) this.heldAt = sample.time;
    if (sample.phase === 'stopping') this.endingSince = Math.min(this.endingSince, sample.time);
    this.movements.observe(sample, this.threads);
    const suspicion = this.deadlock(sample, watched) ?? this.stuck(sample, watched);
    return suspicion?.kind === 'hung-thread' ? { ...suspicion, meanwhile: this.movements.whileWaiting(suspicion.thread, sample) } : suspicion;
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
    const stillMs = this.msSince(this.unchangedSince, sample);
    const first = open[0]!;
    if (sample.phase === 'stopping' && open.length < watched.length) {
      if (stillMs < STRANDED_MS) return null;
      const endingMs = (sample.time - this.endingSince) / 1e6;
      const hung = open.find((index) => this.waitedMs(index, sample) - endingMs > STUCK_BEFORE_END_MS);
      return hung === undefined ? { kind: 'stranded', thread: first } : { kind: 'hung-thread', thread: hung };
    }
    // One that polls may wait for time to pass: nobody but the hung limit can tell.
    const polls = open.some((index) => sample.threads[index]!.status === 'polling');
    return stillMs >= (polls ? this.limits.hungMs : this.limits.deadlockMs) ? { kind: 'deadlock', thread: first } : null;
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
        if (this.waitedMs(index, sample) >= this.limits.hungMs) return { kind: 'hung-thread', thread: index };
      } else if (this.msSince(before.since, sample) >= this.limits.loopMs) {
        return { kind: 'infinite-loop', thread: index };
      }
    }
    return null;
  }

  private waitedMs(thread: number, sample: SessionSample): number {
    return Math.min(sample.threads[thread]!.waitedMs, this.msSince(this.heldAt, sample));
  }

  private msSince(since: number, { time }: SessionSample): number {
    return (time - Math.max(since, this.heldAt)) / 1e6;
  }
}

/** Whether the thread has begun and not ended. */
function isOpen({ status }: ThreadSample): boolean {
  return status === 'running' || status === 'sleeping' || status === 'polling';
}

function waitText({ status, waitSite, waitAddress, iterations }: ThreadSample): string {
  return `${status} ${waitSite} ${waitAddress} ${iterations};`;
}
