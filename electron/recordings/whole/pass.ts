/** Goes through the events of a recording's range of time, some blocks whenever it is asked: as slices, in bounded memory. */
import { BlockTimes, type BlockRange } from '../../../shared/recording/block-times.ts';
import { readEvents } from '../../../shared/trace/read-events.ts';
import { ThreadSlices, type SliceTaker } from '../../../shared/trace/slices.ts';
import type { TimeRange } from '../../../shared/trace/time-range.ts';
import type { Vocabulary } from '../../../shared/trace/vocabulary.ts';
import type { SessionFile } from '../session-file.ts';

export interface SliceVisitor {
  readonly vocabulary: Vocabulary;
  /** Of these events, by their number, slices are made; others are left out. */
  wants(event: number): boolean;
  takerOf(thread: number): SliceTaker;
  /** An event, besides what slices tell. */
  event?(time: number, event: number, thread: number, a: number): void;
  /** No event before this time (ns) comes any more. */
  settled?(before: number): void;
  /** Has not ended where the range does. */
  unended(thread: number, row: number, category: number, start: number, a: number): void;
}

export class Pass {
  private readonly times: BlockTimes;
  private readonly blocks: BlockRange;
  private readonly threads: ThreadSlices[];
  private readonly wanted: Uint8Array;
  private next: number;

  constructor(
    private readonly file: SessionFile,
    range: TimeRange,
    private readonly visitor: SliceVisitor,
  ) {
    const { threads, events } = file.contents.meta.session;
    this.times = new BlockTimes(file.index.events);
    this.blocks = this.times.within(range);
    this.next = this.blocks.first;
    this.threads = threads.map((_, thread) => new ThreadSlices(visitor.vocabulary, visitor.takerOf(thread)));
    this.wanted = Uint8Array.from(events, (_, event) => Number(visitor.wants(event)));
  }

  /** How much of it is done, 0 to 1. */
  get share(): number {
    const all = this.times.eventsIn(this.blocks);
    return this.next >= this.blocks.end ? 1 : Math.min(this.times.eventsIn({ first: this.blocks.first, end: this.next }) / all, 0.999);
  }

  /** So many blocks more. Throws `RecordingError`. */
  async further(count: number): Promise<void> {
    if (this.share === 1) return;
    if (this.next === this.blocks.first) this.take(this.file.openAt(this.next));
    for await (const { block, events } of this.file.blocks(this.next, Math.min(this.next + count, this.blocks.end))) {
      this.take(events);
      this.next = block + 1;
      this.visitor.settled?.(this.times.earliestFrom(this.next));
    }
    if (this.share < 1) return;
    this.visitor.settled?.(Infinity);
    this.threads.forEach((slices, thread) => slices.eachOpen((row, category, start, a) => this.visitor.unended(thread, row, category, start, a)));
  }

  private take(events: Uint8Array): void {
    const { visitor, threads, wanted } = this;
    readEvents(events, (time, event, thread, a, b, site) => {
      visitor.event?.(time, event, thread, a);
      if (wanted[event] === 1) threads[thread]!.event(time, event, a, b, site);
    });
  }
}
