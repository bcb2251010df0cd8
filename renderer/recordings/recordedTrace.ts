/** The trace of a recorded session: fetches the slices of what is looked at, when they are few enough; everything else stays summed up. */
import type { CallReply, CallRequest } from '../../shared/ipc/contract.ts';
import { limits } from '../../shared/ipc/limits.ts';
import type { OpenedSession } from '../../shared/ipc/recordings.ts';
import { BlockTimes, type BlockRange } from '../../shared/recording/block-times.ts';
import { decodeOverview } from '../../shared/recording/overview/bytes.ts';
import type { TimeRange } from '../../shared/trace/time-range.ts';
import { vocabularyOf } from '../../shared/trace/vocabulary.ts';
import { detailModel, RecordedModel } from '../timeline/model/recordedModel.ts';

export type FetchEvents = (request: CallRequest<'recordings.events'>) => Promise<CallReply<'recordings.events'>>;

/** More events than these are not shown one by one: some hundred MB. */
const MOST_EVENTS = 2_000_000;
/** What is fetched reaches beyond what is seen, for who moves on; but so many events come quickly. */
const QUICK_EVENTS = 600_000;
/** ns; in so little there may be a block's events, and no more. */
const LEAST_SPAN = 1000;
/** Who moves fast is followed when they stop, ms. */
const SETTLED_MS = 120;

export class RecordedTrace {
  readonly model: RecordedModel;
  readonly times: BlockTimes;
  private readonly recording: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked for, so that an older one's answers are known as such. */
  private turns = 0;
  private fetching: TimeRange | null = null;

  constructor(
    session: OpenedSession,
    private readonly fetch: FetchEvents,
    private readonly failed: (error: unknown) => void,
    readonly mostEvents = MOST_EVENTS,
  ) {
    const { recording, meta: { session: meta }, overview, events, result } = session;
    this.recording = recording;
    this.times = new BlockTimes(events);
    const rows = decodeOverview(new Uint8Array(overview), vocabularyOf(meta.events), meta.threads.length) ?? [];
    this.model = new RecordedModel(meta, rows, this.times.events, Math.max(result.final.time, this.times.end));
    result.final.threads.forEach(({ dropped }, thread) => this.model.noteDropped(thread, dropped));
  }

  /** These times (ns) are seen. */
  look(seen: TimeRange): void {
    const { model } = this;
    if (model.detail && holds(model.detail.covers, seen)) {
      this.abandon();
      return;
    }
    const wanted = this.times.within(seen);
    const events = this.times.eventsIn(wanted);
    if (events > this.mostEvents) {
      this.abandon();
      model.show(null);
      return;
    }
    if (this.fetching && holds(this.fetching, seen)) return;
    model.show(null);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(this.times.widened(wanted, Math.min(Math.max(events, QUICK_EVENTS), this.mostEvents))), SETTLED_MS);
  }

  /** Whether the slices of all of these times are there. */
  hasAll(range: TimeRange): boolean {
    return this.model.detail !== null && holds(this.model.detail.covers, range);
  }

  /** How much of the time around a moment can be shown slice by slice, ns: as much as is seen now, or less. */
  spanAround(time: number, seen: TimeRange): number {
    const span = seen.end - seen.start;
    const events = (range: TimeRange): number => this.times.eventsIn(this.times.within(range));
    const around = (of: number): TimeRange => ({ start: time - of / 2, end: time + of / 2 });
    // The moment need not be in the middle of what is seen.
    if (events(seen) <= this.mostEvents && events(around(span)) <= this.mostEvents) return span;
    let fitting = span / 2;
    while (fitting > LEAST_SPAN && events(around(fitting)) > this.mostEvents / 2) fitting /= 2;
    return fitting;
  }

  /** Nobody looks any more. */
  close(): void {
    this.abandon();
  }

  private abandon(): void {
    clearTimeout(this.timer);
    this.turns++;
    this.fetching = null;
  }

  private async load(range: BlockRange): Promise<void> {
    const turn = ++this.turns;
    const covers = (this.fetching = this.times.covered(range));
    const detail = detailModel(this.model.meta);
    try {
      for (let first = range.first; first < range.end; first += limits.blocksAtOnce) {
        const { open, events } = await this.fetch({ recording: this.recording, first, count: Math.min(limits.blocksAtOnce, range.end - first) });
        if (turn !== this.turns) return;
        if (first === range.first) detail.append(open);
        detail.append(events);
      }
      for (const lane of detail.lanes) lane.breakOff(Math.min(covers.end, this.model.now));
      this.model.show({ model: detail, covers });
    } catch (error) {
      if (turn === this.turns) this.failed(error);
    } finally {
      if (turn === this.turns) this.fetching = null;
    }
  }
}

function holds(outer: TimeRange, { start, end }: TimeRange): boolean {
  return outer.start <= start && outer.end >= end;
}
