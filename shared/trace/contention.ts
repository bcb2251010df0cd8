/** Who waited for which lock, how long, and who woke them; told wait by wait, in any order, of a session of any length. */
import { Durations } from './durations.ts';
import type { ThreadInfo } from './session.ts';
import type { TimeRange } from './time-range.ts';
import { WakeUps } from './wake-ups.ts';

export interface Contended {
  /** `mmap_lock.wait` */
  category: string;
  /** What the lock is in: the address of an mm_struct or of a VMA. */
  object: number;
  /** Waits that have ended, and those still going on. */
  count: number;
  waiting: number;
  /** ns. */
  total: number;
  longest: number;
  median: number;
  p95: number;
  /** Who waited, the longest first. */
  threads: { thread: string; total: number }[];
  /** Whose wake-up ended a wait, the most frequent first: whoever held the lock until then. */
  wokenBy: { thread: string; count: number }[];
}

interface Lock {
  durations: Durations;
  waiting: number;
  /** By thread's number: ns. */
  threads: Map<number, number>;
  /** By thread's number: how often. */
  wokenBy: Map<number, number>;
}

export interface ContentionOptions {
  /** Waits that end in it count; those that only begin in it are still going on. */
  range: TimeRange;
  /** When there are more, the half of them that cost least is forgotten, but for its sums. */
  mostLocks?: number;
  /** Of a lock, so many waits are kept one by one. */
  mostSingle?: number;
}

export class ContentionTally {
  /** Of locks that were forgotten. */
  readonly forgotten = { count: 0, total: 0 };
  private readonly locks = new Map<string, Map<number, Lock>>();
  private count = 0;
  private readonly wakeUps = new WakeUps();
  /** Waits whose wake-up may not have been told yet, as columns. */
  private readonly unsettled = { thread: [] as number[], start: [] as number[], end: [] as number[], lock: [] as Lock[] };

  constructor(
    private readonly threads: readonly ThreadInfo[],
    private readonly options: ContentionOptions,
  ) {}

  /** ns. */
  wait(thread: number, category: string, object: number, start: number, end: number): void {
    const { range } = this.options;
    if (end < range.start) return;
    if (end > range.end) {
      this.waiting(category, object, start);
      return;
    }
    const lock = this.lock(category, object);
    lock.durations.add(end - start);
    add(lock.threads, thread, end - start);
    const { unsettled } = this;
    unsettled.thread.push(thread);
    unsettled.start.push(start);
    unsettled.end.push(end);
    unsettled.lock.push(lock);
  }

  /** Began then, and has not ended. */
  waiting(category: string, object: number, start: number): void {
    if (start <= this.options.range.end) this.lock(category, object).waiting++;
  }

  /** `waker`: the number of the thread that woke `task`. */
  wake(task: number, waker: number, time: number): void {
    this.wakeUps.add(task, time, waker);
  }

  /** All wake-ups before this time (ns) were told: who ended the waits before it is known. */
  settle(before: number): void {
    const { thread, start, end, lock } = this.unsettled;
    let kept = 0;
    for (let i = 0; i < end.length; i++) {
      if (end[i]! < before) {
        const waker = this.wakeUps.last(thread[i]!, start[i]!, end[i]!);
        if (waker !== null) add(lock[i]!.wokenBy, waker, 1);
        continue;
      }
      [thread[kept], start[kept], end[kept], lock[kept]] = [thread[i]!, start[i]!, end[i]!, lock[i]!];
      kept++;
    }
    for (const column of [thread, start, end, lock]) column.length = kept;
    this.wakeUps.forgetBefore(before);
  }

  /** Locks that were waited for, besides forgotten ones. */
  get size(): number {
    return this.count;
  }

  /** Those that cost most, first. */
  list(most = Infinity): Contended[] {
    const all = [...this.locks].flatMap(([category, objects]) => [...objects].map(([object, lock]) => ({ category, object, lock })));
    all.sort(({ lock: x }, { lock: y }) => y.durations.total - x.durations.total || y.waiting - x.waiting);
    return all.slice(0, most).map(({ category, object, lock: { durations, waiting, threads, wokenBy } }) => ({
      category, object, count: durations.count, waiting,
      total: durations.total,
      longest: durations.longest,
      median: durations.percentile(0.5),
      p95: durations.percentile(0.95),
      threads: [...threads].map(([thread, total]) => ({ thread: this.nameOf(thread), total })).sort((a, b) => b.total - a.total),
      wokenBy: [...wokenBy].map(([thread, count]) => ({ thread: this.nameOf(thread), count })).sort((a, b) => b.count - a.count),
    }));
  }

  private nameOf(thread: number): string {
    return this.threads[thread]?.name ?? String(thread);
  }

  private lock(category: string, object: number): Lock {
    let objects = this.locks.get(category);
    if (!objects) this.locks.set(category, (objects = new Map()));
    const known = objects.get(object);
    if (known) return known;
    if (this.count === this.options.mostLocks) this.forgetHalf();
    const lock: Lock = { durations: new Durations(this.options.mostSingle), waiting: 0, threads: new Map(), wokenBy: new Map() };
    objects.set(object, lock);
    this.count++;
    return lock;
  }

  private forgetHalf(): void {
    const all = [...this.locks.values()].flatMap((objects) => [...objects].map(([object, { durations: { count, total } }]) => ({ objects, object, count, total })));
    all.sort((x, y) => y.total - x.total);
    for (const { objects, object, count, total } of all.slice(all.length >> 1)) {
      objects.delete(object);
      this.forgotten.count += count;
      this.forgotten.total += total;
      this.count--;
    }
  }
}

function add(sums: Map<number, number>, key: number, more: number): void {
  sums.set(key, (sums.get(key) ?? 0) + more);
}
