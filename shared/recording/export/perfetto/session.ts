/**
 * A live session for Perfetto. A track for each thread with its operations and instants, and tracks below it for what overlaps them:
 *
 * ```
 *   fault/0            [ fault                ]  [ fault …
 *     mmap_lock           [ .wait ][ .read  ]
 *     rcu              [ rcu ]
 * ```
 * A flow leads from a wake-up to where the woken thread goes on. Samples are counters.
 */
import { argumentsOf } from '../../../trace/arguments.ts';
import { maxDepth, OpenSlices } from '../../../trace/openSlices.ts';
import { readEvents } from '../../../trace/read-events.ts';
import { isWait, Phase, type Vocabulary, vocabularyOf } from '../../../trace/vocabulary.ts';
import type { SessionSample } from '../../../trace/session.ts';
import type { WakeUps } from '../../../trace/wake-ups.ts';
import type { SessionSubject } from '../subjects.ts';
import { CounterTracks } from './counters.ts';
import { EVENT_TYPE, PerfettoPackets } from './packets.ts';
import { wakeFlows } from './wakes.ts';

const PROCESS = 1;
/** Of the first thread; the boot thread's is 1 more than the process's, as a process's own number is its main thread's. */
const FIRST_TID = 2;

export async function* sessionToPerfetto(session: SessionSubject): AsyncGenerator<Uint8Array> {
  const packets = new PerfettoPackets();
  const { title, threads } = session.meta.session;
  packets.track({ uuid: PROCESS, process: { pid: PROCESS, name: title } });
  const tracks = new Tracks(packets, threads.length);
  const vocabulary = vocabularyOf(session.meta.session.events);
  const wakeUps = await wakeFlows(session);
  const flows = { next: 1, wake: session.meta.session.events.indexOf('wake') };
  const lanes = threads.map(({ index, name }) => {
    packets.track({ uuid: tracks.thread(index), parent: PROCESS, thread: { pid: PROCESS, tid: FIRST_TID + index, name } });
    return new ThreadLane(packets, tracks, index, vocabulary, wakeUps, session.meta.session);
  });
  for await (const chunk of session.events()) {
    readEvents(chunk, (time, event, thread, a, b, site) => lanes[thread]!.event(time, event, a, b, site, event === flows.wake ? flows.next++ : 0));
    if (packets.isFull) yield packets.take();
  }
  const counters = new CounterTracks(packets, session, () => tracks.fresh());
  let before: SessionSample | undefined;
  for await (const sample of session.samples()) {
    counters.write(sample, before);
    before = sample;
    if (packets.isFull) yield packets.take();
  }
  yield packets.take();
}

/** Numbers of tracks. */
class Tracks {
  private last: number;

  constructor(private readonly packets: PerfettoPackets, threads: number) {
    this.last = PROCESS + threads;
  }

  thread(index: number): number {
    return PROCESS + 1 + index;
  }

  fresh(): number {
    return ++this.last;
  }

  below(parent: number, name: string): number {
    const uuid = this.fresh();
    this.packets.track({ uuid, parent, name });
    return uuid;
  }
}

class ThreadLane {
  private time = 0;
  private readonly open: OpenSlices[];
  /** By row and depth. */
  private readonly uuids: number[][];

  constructor(
    private readonly packets: PerfettoPackets,
    private readonly tracks: Tracks,
    private readonly thread: number,
    private readonly vocabulary: Vocabulary,
    private readonly wakeUps: WakeUps,
    private readonly session: Pick<SessionSubject['meta']['session'], 'sites' | 'threads'>,
  ) {
    this.open = vocabulary.rows.map(() => new OpenSlices());
    this.uuids = vocabulary.rows.map(({ label }) => (label === 'operation' ? [tracks.thread(thread)] : []));
  }

  /** `wake`: the flow that begins here, or 0. */
  event(at: number, event: number, a: number, b: number, site: number, wake: number): void {
    const before = this.time;
    // A clock that stepped back must not tear slices apart.
    const time = (this.time = Math.max(this.time, at));
    const { vocabulary, packets, session: { sites, threads } } = this;
    const row = vocabulary.row[event]!;
    const category = vocabulary.category[event]!;
    const { name } = vocabulary.rows[row]!.categories[category]!;
    const phase = vocabulary.phase[event];
    if (phase === Phase.begin) this.begin(row, category, name, before, time, a, b, site);
    else if (phase === Phase.end) this.end(row, category, name, time, a, b);
    else {
      packets.event({
        type: EVENT_TYPE.instant, track: this.tracks.thread(this.thread), time, name, category: name, arguments: argumentsOf(name, a, b, null, threads), place: sites[site] ?? null,
        ...(wake > 0 ? { flows: [wake] } : {}),
      });
    }
  }

  private begin(row: number, category: number, name: string, before: number, time: number, a: number, b: number, site: number): void {
    const open = this.open[row]!;
    const lostItsEnd = open.newest(category, this.vocabulary.rows[row]!.exclusive ? null : a);
    if (lostItsEnd >= 0) {
      // One that cannot nest begins again: events were lost after the last one, of all that was open.
      if (this.vocabulary.rows[row]!.exclusive) this.closeAll(before);
      else this.close(row, lostItsEnd, time);
    }
    const depth = open.begin(category, time, a, b, site);
    if (depth < 0) return;
    this.packets.event({
      type: EVENT_TYPE.begin, track: this.track(row, depth), time, name, category: name, arguments: argumentsOf(name, a, b, null, this.session.threads), place: this.session.sites[site] ?? null,
    });
  }

  private end(row: number, category: number, name: string, time: number, a: number, b: number): void {
    const open = this.open[row]!;
    const depth = open.matching(category, a);
    // An end whose beginning was lost says nothing that could be drawn.
    if (depth < 0) return;
    const { threads } = this.session;
    const results = argumentsOf(name, a, b, b, threads).slice(argumentsOf(name, a, b, null, threads).length);
    const from = open.start[depth]!;
    this.close(row, depth, time, results);
    const flow = isWait(name) ? (this.wakeUps.last(this.thread, from, time) ?? 0) : 0;
    if (flow > 0) this.packets.event({ type: EVENT_TYPE.instant, track: this.tracks.thread(this.thread), time, name: 'goes on', category: 'wake', ends: [flow] });
  }

  private closeAll(time: number): void {
    this.open.forEach((open, row) => {
      for (let depth = 0; depth < maxDepth; depth++) if (open.category[depth]! >= 0) this.close(row, depth, time);
    });
  }

  private close(row: number, depth: number, time: number, results: ReturnType<typeof argumentsOf> = []): void {
    this.packets.event({ type: EVENT_TYPE.end, track: this.track(row, depth), time, arguments: results });
    this.open[row]!.close(depth);
  }

  private track(row: number, depth: number): number {
    return (this.uuids[row]![depth] ??= this.tracks.below(this.tracks.thread(this.thread), this.vocabulary.rows[row]!.label));
  }
}
