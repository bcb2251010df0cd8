/** When each thread was last seen to get on. */
import type { SessionSample, ThreadInfo, ThreadSample } from '../../../shared/trace/session.ts';

export class Movements {
  private before: readonly ThreadSample[] = [];
  /** By thread: time of the sample that it had got on in, ns. */
  private readonly last: number[] = [];

  observe({ time, threads }: SessionSample, infos: readonly ThreadInfo[]): void {
    threads.forEach((thread, index) => {
      const before = this.before[index];
      if (before && gotOn(before, thread, infos[index]!.kind)) this.last[index] = time;
    });
    this.before = threads;
  }

  /** Who has got on since a thread began to wait. */
  whileWaiting(thread: number, { time, threads }: SessionSample): number[] {
    // Times are fractions: that of the sample in which it began to wait is met to within a nanosecond.
    const since = time - threads[thread]!.waitedMs * 1e6 + 1;
    return [...threads.keys()].filter((index) => index !== thread && (this.last[index] ?? -Infinity) > since);
  }
}

/** A kernel thread may go round an empty body while it waits. */
function gotOn(before: ThreadSample, now: ThreadSample, kind: ThreadInfo['kind']): boolean {
  const elsewhere = now.status !== before.status || now.waitSite !== before.waitSite || now.waitAddress !== before.waitAddress;
  return now.status === 'running' || elsewhere || (kind !== 'kthread' && now.iterations !== before.iterations);
}
