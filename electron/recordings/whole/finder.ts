/** Finds what fits a query in a recording's events, some blocks at a time: how many there are in each, and the nearest. */
import { BlockTimes } from '../../../shared/recording/block-times.ts';
import type { FoundEvent, Moment } from '../../../shared/recording/find.ts';
import { eventKind } from '../../../shared/trace/events.ts';
import { fits, Query, type Rest } from '../../../shared/trace/query.ts';
import { readEvents } from '../../../shared/trace/read-events.ts';
import type { SessionFile } from '../session-file.ts';

export class Finder {
  private readonly times: BlockTimes;
  /** By thread and event: what its numbers and its place must have; null where it cannot fit, or nothing begins by it. */
  private readonly rest: (Rest | null)[];
  private readonly eventNames: number;

  constructor(
    private readonly file: SessionFile,
    readonly words: string,
  ) {
    const { threads, events, sites } = file.contents.meta.session;
    this.times = new BlockTimes(file.index.events);
    this.eventNames = events.length;
    const query = Query.of(words, sites);
    const kinds = events.map((name) => eventKind(name));
    this.rest = threads.flatMap((thread) => kinds.map(({ name, category, phase }) => (phase === 'end' || !query ? null : query.rest(phase === 'begin' ? category : name, thread.name))));
  }

  /** In so many blocks from one on: how many fit in each, and the nearest after a moment, or before it. Throws `RecordingError`. */
  async find(first: number, count: number, from: Moment, direction: 1 | -1): Promise<{ counts: number[]; nearest: FoundEvent | null }> {
    const { times, rest } = this;
    if (rest.every((words) => words === null)) return { counts: Array.from({ length: Math.max(0, Math.min(count, times.blocks - first)) }, () => 0), nearest: null };
    const counts: number[] = [];
    const best = { time: Infinity * direction, at: -1, event: 0, thread: 0, a: 0, b: 0, site: 0 };
    for await (const { block, events } of this.file.blocks(first, first + count)) {
      let at = times.eventsBefore(block);
      let found = 0;
      readEvents(events, (time, event, thread, a, b, site) => {
        const words = rest[thread * this.eventNames + event]!;
        if (words !== null && fits(words, a, b, site)) {
          found++;
          if (isPast(from.time, from.at, direction, time, at) && isPast(time, at, direction, best.time, best.at)) {
            best.time = time;
            best.at = at;
            best.event = event;
            best.thread = thread;
            best.a = a;
            best.b = b;
            best.site = site;
          }
        }
        at++;
      });
      counts.push(found);
    }
    return { counts, nearest: best.at < 0 ? null : best };
  }
}

/** Whether the second of two moments comes after the first, in this direction. */
function isPast(time: number, at: number, direction: 1 | -1, otherTime: number, otherAt: number): boolean {
  return time === otherTime ? (otherAt - at) * direction > 0 : (otherTime - time) * direction > 0;
}
