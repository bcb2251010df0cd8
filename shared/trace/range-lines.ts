/** What a range of time holds, by thread and category; told slice by slice, in any order, of a session of any length. */
import { Durations } from './durations.ts';
import type { ThreadInfo } from './session.ts';
import { isWithin, type TimeRange } from './time-range.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface RangeLine {
  thread: string;
  category: string;
  /** Slices or instants within the range, if only in part. */
  count: number;
  /** ns within the range, and that for each slice; null for instants. */
  busy: number | null;
  average: number | null;
  /** Of those slices as a whole, ns; null of instants, and where not all are known by themselves. */
  median: number | null;
  p95: number | null;
  longest: number | null;
  /** Counts and times were estimated, at the range's edges. */
  approximate: boolean;
}

/** Of so many lines, medians are known: each may take 14 KB. */
const MOST_MEDIANS = 2048;

interface Line {
  count: number;
  busy: number;
  durations: Durations | null;
}

export class RangeTally {
  /** By thread, row and category. */
  private readonly lines: Line[][][];
  private medians = 0;

  constructor(
    private readonly threads: readonly ThreadInfo[],
    private readonly vocabulary: Vocabulary,
    private readonly range: TimeRange,
  ) {
    this.lines = threads.map(() => vocabulary.rows.map(() => []));
  }

  slice(thread: number, row: number, category: number, start: number, end: number): void {
    const { range } = this;
    if (!isWithin(range, start, end)) return;
    const line = this.line(thread, row, category);
    line.count++;
    line.busy += Math.min(end, range.end) - Math.max(start, range.start);
    line.durations?.add(end - start);
  }

  /** One whose end is not known. */
  unended(thread: number, row: number, category: number, start: number): void {
    const { range } = this;
    if (!isWithin(range, start, Infinity)) return;
    const line = this.line(thread, row, category);
    line.count++;
    line.busy += range.end - Math.max(start, range.start);
  }

  instant(thread: number, row: number, category: number, time: number): void {
    if (time >= this.range.start && time <= this.range.end) this.line(thread, row, category).count++;
  }

  list(): RangeLine[] {
    const found: RangeLine[] = [];
    this.lines.forEach((rows, thread) => rows.forEach((lines, row) => {
      const { categories, instants } = this.vocabulary.rows[row]!;
      // Those that are not there are holes.
      lines.forEach(({ count, busy, durations }, category) => {
        const times = !instants && durations && durations.count > 0 ? durations : null;
        found.push({
          thread: this.threads[thread]!.name, category: categories[category]!.name, count, busy: instants ? null : busy, average: instants ? null : busy / count,
          median: times && times.percentile(0.5), p95: times && times.percentile(0.95), longest: times && times.longest, approximate: false,
        });
      });
    }));
    return found;
  }

  private line(thread: number, row: number, category: number): Line {
    return (this.lines[thread]![row]![category] ??= { count: 0, busy: 0, durations: this.medians++ < MOST_MEDIANS ? new Durations() : null });
  }
}
