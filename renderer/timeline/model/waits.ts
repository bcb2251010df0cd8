/** Who waited for which lock, how long, and who woke them: from the slices that are kept by themselves. */
import { isWait } from '../../../shared/trace/vocabulary.ts';
import { WakeUps } from '../../../shared/trace/wake-ups.ts';
import { firstEndingFrom } from './find.ts';
import type { Row } from './lane.ts';
import type { TimelineModel } from './timelineModel.ts';

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

/** Waits that end in `from` to `to` (ns), whole, by lock; those that cost most first. */
export function contention(model: TimelineModel, from: number, to: number): Contended[] {
  const wakeUps = wakeUpsOf(model);
  const nameOf = new Map(model.lanes.map(({ thread }) => [thread.index, thread.name]));
  const found = new Map<string, { durations: number[]; waiting: number; threads: Map<string, number>; wokenBy: Map<string, number> }>();
  for (const row of model.rows()) {
    if (row.kind.instants || !row.kind.categories.some(({ name }) => isWait(name))) continue;
    const { lane } = row;
    eachWait(row, from, to, (category, object, start, end) => {
      const key = `${category} ${object}`;
      let lock = found.get(key);
      if (!lock) found.set(key, (lock = { durations: [], waiting: 0, threads: new Map(), wokenBy: new Map() }));
      if (end === null) {
        lock.waiting++;
        return;
      }
      lock.durations.push(end - start);
      add(lock.threads, lane.thread.name, end - start);
      const waker = wakeUps.last(lane.thread.index, start, end);
      if (waker !== null) add(lock.wokenBy, nameOf.get(waker)!, 1);
    });
  }
  return [...found].map(([key, { durations, waiting, threads, wokenBy }]): Contended => {
    const [category, object] = key.split(' ') as [string, string];
    const sorted = Float64Array.from(durations).sort();
    return {
      category, object: Number(object), count: durations.length, waiting,
      total: sorted.reduce((sum, each) => sum + each, 0),
      longest: sorted.at(-1) ?? 0,
      median: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
      threads: [...threads].map(([thread, total]) => ({ thread, total })).sort((a, b) => b.total - a.total),
      wokenBy: [...wokenBy].map(([thread, count]) => ({ thread, count })).sort((a, b) => b.count - a.count),
    };
  }).sort((a, b) => b.total - a.total || b.waiting - a.waiting);
}

/** Of sorted values, the least that so large a share of them does not exceed; 0 of none. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

function eachWait(row: Row, from: number, to: number, visit: (category: string, object: number, start: number, end: number | null) => void): void {
  const { kind: { categories }, pyramid, open, depth } = row;
  const { slices } = pyramid;
  const waits = categories.map(({ name }) => isWait(name));
  for (let index = firstEndingFrom(pyramid, from); index < slices.count; index++) {
    const columns = slices.chunk(index);
    const at = slices.at(index);
    const end = columns.end[at]!;
    if (end > to) break;
    const category = columns.category[at]!;
    if (waits[category]) visit(categories[category]!.name, columns.a[at]!, columns.start[at]!, end);
  }
  const category = open ? open.category[depth]! : -1;
  if (category >= 0 && waits[category] && open!.start[depth]! <= to) visit(categories[category]!.name, open!.a[depth]!, open!.start[depth]!, null);
}

/** The wake-ups that are kept, with the number of the thread that woke. */
function wakeUpsOf(model: TimelineModel): WakeUps {
  const wakeUps = new WakeUps();
  for (const { kind, pyramid, lane } of model.rows()) {
    const wake = kind.instants ? kind.categories.findIndex(({ name }) => name === 'wake') : -1;
    if (wake < 0) continue;
    const { slices } = pyramid;
    for (let index = slices.first; index < slices.count; index++) {
      const columns = slices.chunk(index);
      const at = slices.at(index);
      if (columns.category[at] === wake) wakeUps.add(columns.a[at]!, columns.start[at]!, lane.thread.index);
    }
  }
  return wakeUps;
}

function add(sums: Map<string, number>, key: string, more: number): void {
  sums.set(key, (sums.get(key) ?? 0) + more);
}
