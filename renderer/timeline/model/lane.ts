/** One thread's events, taken in the order they come: begins and ends become slices in rows, losses become gaps. */
import type { ThreadInfo } from '../../../shared/trace/session.ts';
import { maxDepth, OpenSlices } from '../../../shared/trace/openSlices.ts';
import { type ChunkRows, Pyramid, SliceFlag } from './pyramid.ts';
import { Phase, type RowKind, type Vocabulary } from '../../../shared/trace/vocabulary.ts';

/** One row of a lane: the slices of one kind at one depth. */
export interface Row {
  /** Unique in the model. */
  id: string;
  lane: Lane;
  kind: RowKind;
  depth: number;
  pyramid: Pyramid;
  /** Where its open slice is, at this row's depth; null for instants. */
  open: OpenSlices | null;
}

interface RowStack {
  rows: Row[];
  open: OpenSlices;
}

export class Lane {
  /** From top to bottom; those that have nothing are not there yet. */
  rows: Row[] = [];
  /** Times in which events were lost, each up to the next event that came; `a` is how many, or 0 when nobody counted by thread. */
  readonly gaps: Pyramid;
  /** Time of its newest event, ns. */
  time = 0;
  /** Time of its newest event that is not the tracer's, ns; -1 until there is one. */
  activeAt = -1;
  /** When the tracer last paused this thread and let it go on, ns; -1 until it has. */
  pausedAt = -1;
  resumedAt = -1;
  /** Ends whose beginning is not known, and slices nested too deep to be drawn. */
  unmatched = 0;
  private readonly stacks: RowStack[];
  /** Since when nothing was lost, ns. */
  private wholeSince = 0;
  /** Events lost after the newest one. */
  private pendingLoss: number | null = null;

  constructor(
    readonly thread: ThreadInfo,
    private readonly vocabulary: Vocabulary,
    private readonly chunkRows: ChunkRows,
  ) {
    this.gaps = new Pyramid(1, chunkRows);
    this.stacks = vocabulary.rows.map(() => ({ rows: [], open: new OpenSlices() }));
  }

  event(event: number, time: number, a: number, b: number, site: number): void {
    // A clock that stepped back must not break the order that searching relies on.
    if (time < this.time) time = this.time;
    if (this.pendingLoss !== null) this.endGap(time);
    this.time = time;
    const { vocabulary } = this;
    const rowKind = vocabulary.row[event]!;
    const category = vocabulary.category[event]!;
    const phase = vocabulary.phase[event];
    if (phase === Phase.begin) this.begin(rowKind, category, time, a, b, site);
    else if (phase === Phase.end) this.end(rowKind, category, time, a, b, site);
    else this.row(rowKind, 0).pyramid.append(time, time, a, b, 0, site, category, 0);
  }

  /** Events were lost after the newest one: so many, or 0 when nobody counted. */
  lose(events: number): void {
    if (this.pendingLoss === null) this.closeAll(this.time, SliceFlag.endUnknown);
    this.pendingLoss = (this.pendingLoss ?? 0) + events;
  }

  /** Nothing more comes, though the session goes on: what is open lasts until then (ns) at least. */
  breakOff(time: number): void {
    this.closeAll(Math.max(time, this.time), SliceFlag.endUnknown);
  }

  /** Something of its own lasts: a pause of the tracer comes between two bodies, never inside one. */
  get isBusy(): boolean {
    return this.pausedAt <= this.resumedAt && this.stacks.some(({ open }) => open.category.some((category) => category >= 0));
  }

  private begin(rowKind: number, category: number, time: number, a: number, b: number, site: number): void {
    const { open } = this.stacks[rowKind]!;
    const lostItsEnd = open.newest(category, this.vocabulary.rows[rowKind]!.exclusive ? null : a);
    if (lostItsEnd >= 0) this.close(rowKind, lostItsEnd, time, 0, SliceFlag.endUnknown);
    const depth = open.begin(category, time, a, b, site);
    if (depth < 0) this.unmatched++;
    else this.row(rowKind, depth);
  }

  private end(rowKind: number, category: number, time: number, a: number, b: number, site: number): void {
    const { open } = this.stacks[rowKind]!;
    const depth = open.matching(category, a);
    if (depth >= 0) {
      this.close(rowKind, depth, time, b, 0);
      return;
    }
    this.unmatched++;
    const free = open.freeDepth();
    if (free < 0) return;
    const { pyramid } = this.row(rowKind, free);
    const start = Math.max(this.wholeSince, pyramid.lastEnd);
    pyramid.append(start, time, a, 0, b, site, category, SliceFlag.startUnknown);
  }

  private close(rowKind: number, depth: number, time: number, result: number, flags: number): void {
    const { open } = this.stacks[rowKind]!;
    this.row(rowKind, depth).pyramid.append(
      open.start[depth]!, time, open.a[depth]!, open.b[depth]!, result, open.site[depth]!, open.category[depth]!, flags,
    );
    open.close(depth);
  }

  private closeAll(time: number, flags: number): void {
    this.stacks.forEach(({ open }, rowKind) => {
      for (let depth = 0; depth < maxDepth; depth++) if (open.category[depth]! >= 0) this.close(rowKind, depth, time, 0, flags);
    });
  }

  private endGap(time: number): void {
    this.gaps.append(this.time, time, this.pendingLoss!, 0, 0, 0, 0, 0);
    this.wholeSince = time;
    this.pendingLoss = null;
  }

  /** Depths are taken in order: one is asked for first when those before it are there. */
  row(rowKind: number, depth: number): Row {
    return this.stacks[rowKind]!.rows[depth] ?? this.newRow(rowKind, depth);
  }

  private newRow(rowKind: number, depth: number): Row {
    const kind = this.vocabulary.rows[rowKind]!;
    const stack = this.stacks[rowKind]!;
    const pyramid = new Pyramid(kind.categories.length, this.chunkRows);
    const row: Row = { id: `${this.thread.index}/${kind.label}/${depth}`, lane: this, kind, depth, pyramid, open: kind.instants ? null : stack.open };
    stack.rows[depth] = row;
    this.rows = this.stacks.flatMap(({ rows }) => rows);
    return row;
  }
}
