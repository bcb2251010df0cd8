/**
 * A counterexample for Perfetto. Its time is made up: a step takes a microsecond, and step 1 begins at 1 µs.
 *
 * ```
 *   fault     [ page_fault                              ]      calls, as far as steps were taken in them
 *             [ vma_start_read ]        [ up_read       ]
 *             [ reads … ]               [ changes … ]          steps; a flow from each to the later ones that it must come before
 *     waits               [ waits while … ]
 * ```
 * The nearest run that ends well is a second process.
 */
import { callsAround, sentenceOf } from '../../../explore/counterexample.ts';
import type { Step, Violation } from '../../../explore/verdict.ts';
import type { CounterexampleSubject } from '../subjects.ts';
import { EVENT_TYPE, PerfettoPackets } from './packets.ts';

const STEP_NS = 1000;
const TRACKS_OF_THREAD = 2;

export function* counterexampleToPerfetto({ meta, violation }: CounterexampleSubject): Generator<Uint8Array> {
  const packets = new PerfettoPackets();
  const failing = new ScheduleTracks(packets, violation, 1, `${meta.title}: ${violation.message}`);
  yield* failing.write(violation.steps);
  failing.mark(violation);
  if (violation.passing) yield* new ScheduleTracks(packets, violation, 2, 'the nearest run that was found to end well').write(violation.passing.steps);
  yield packets.take();
}

/** A call that a thread is in: by the place that it was called from, which names the calls around it, too. */
interface Call {
  fn: string;
  from: number;
}

class ScheduleTracks {
  private readonly base: number;
  private readonly open = new Map<number, Call[]>();
  private readonly waiting = new Map<number, string>();

  constructor(
    private readonly packets: PerfettoPackets,
    private readonly violation: Violation,
    private readonly pid: number,
    name: string,
  ) {
    this.base = pid * 1_000_000;
    packets.track({ uuid: this.base, process: { pid, name } });
  }

  *write(steps: readonly Step[]): Generator<Uint8Array> {
    const { packets } = this;
    this.declare(steps);
    const flows = new Flows(steps, this.base);
    for (const [index, step] of steps.entries()) {
      this.waits(step, index);
      this.step(step, index, flows);
      if (packets.isFull) yield packets.take();
    }
    for (const thread of this.waiting.keys()) packets.event({ type: EVENT_TYPE.end, track: this.waitTrack(thread), time: timeOf(steps.length) });
    for (const [thread, calls] of this.open) this.leave(thread, calls.length, steps.length);
  }

  /** What is wrong at its end, and from where it goes round. */
  mark({ steps, kind, property, message, cycle }: Violation): void {
    const { packets, base } = this;
    const name = property ? `${property}: ${message}` : message;
    if (cycle !== null) packets.event({ type: EVENT_TYPE.begin, track: base, time: timeOf(cycle), name: 'repeats for ever', category: 'violation' });
    packets.event({ type: EVENT_TYPE.instant, track: base, time: timeOf(Math.max(0, steps.length - 1)), name, category: 'violation', arguments: [{ name: 'kind', value: kind }] });
    if (cycle !== null) packets.event({ type: EVENT_TYPE.end, track: base, time: timeOf(steps.length) });
  }

  private declare(steps: readonly Step[]): void {
    const waiters = new Set(steps.flatMap((s) => s.blocked.map((b) => b.thread)));
    for (const thread of new Set([...steps.map((s) => s.thread), ...waiters])) {
      const name = this.violation.threads[thread] ?? `thread ${thread}`;
      this.packets.track({ uuid: this.track(thread), parent: this.base, thread: { pid: this.pid, tid: this.base + thread + 1, name } });
      if (waiters.has(thread)) this.packets.track({ uuid: this.waitTrack(thread), parent: this.track(thread), name: 'waits' });
    }
  }

  private step(step: Step, index: number, flows: Flows): void {
    const { packets, violation } = this;
    const { thread, access } = step;
    const place = violation.sites[step.site] ?? null;
    const track = this.track(thread);
    this.enter(thread, this.callsOf(step), index);
    packets.event({
      type: EVENT_TYPE.begin, track, time: timeOf(index), name: sentenceOf(step, place), category: 'step', place, flows: flows.from(index), ends: flows.to(index),
      arguments: [{ name: 'step', value: index + 1 }, { name: 'what', value: step.text }, ...(step.choice > 0 ? [{ name: 'choice', value: step.choice }] : [])],
    });
    if (access) {
      packets.event({
        type: EVENT_TYPE.instant, track, time: timeOf(index) + STEP_NS / 2, name: step.text, category: 'access',
        arguments: [
          { name: 'operation', value: access.op }, { name: 'word', value: `${access.place.struct}.${access.place.field}` },
          { name: 'address', value: access.address }, { name: 'before', value: access.before }, { name: 'after', value: access.after },
        ],
      });
    }
    packets.event({ type: EVENT_TYPE.end, track, time: timeOf(index + 1) });
  }

  /** Leaves the calls that the step is not in, and enters those that it is. */
  private enter(thread: number, calls: Call[], index: number): void {
    const open = this.open.get(thread) ?? [];
    let common = 0;
    while (common < open.length && common < calls.length && open[common]!.from === calls[common]!.from && open[common]!.fn === calls[common]!.fn) common++;
    this.leave(thread, open.length - common, index);
    for (const { fn } of calls.slice(common)) this.packets.event({ type: EVENT_TYPE.begin, track: this.track(thread), time: timeOf(index), name: fn, category: 'call' });
    this.open.set(thread, calls);
  }

  private leave(thread: number, calls: number, index: number): void {
    for (let i = 0; i < calls; i++) this.packets.event({ type: EVENT_TYPE.end, track: this.track(thread), time: timeOf(index) });
  }

  /** Outermost first. */
  private callsOf(step: Step): Call[] {
    const { sites } = this.violation;
    return callsAround(step.site, sites).map((site): Call => ({ fn: site.fn, from: site.caller })).reverse();
  }

  private waits(step: Step, index: number): void {
    const now = new Map(step.blocked.map((b) => [b.thread, this.waitText(b)]));
    for (const [thread, text] of this.waiting) {
      if (now.get(thread) === text) continue;
      this.packets.event({ type: EVENT_TYPE.end, track: this.waitTrack(thread), time: timeOf(index) });
      this.waiting.delete(thread);
    }
    for (const [thread, name] of now) {
      if (this.waiting.has(thread)) continue;
      this.packets.event({ type: EVENT_TYPE.begin, track: this.waitTrack(thread), time: timeOf(index), name, category: 'wait' });
      this.waiting.set(thread, name);
    }
  }

  private waitText({ on, by }: Step['blocked'][number]): string {
    return by.length > 0 ? `${on} (${by.map((t) => this.violation.threads[t] ?? `thread ${t}`).join(', ')})` : on;
  }

  private track(thread: number): number {
    return this.base + 1 + thread * TRACKS_OF_THREAD;
  }

  private waitTrack(thread: number): number {
    return this.track(thread) + 1;
  }
}

/** Numbers of the flows between steps. */
class Flows {
  private readonly out = new Map<number, number[]>();
  private readonly into = new Map<number, number[]>();

  constructor(steps: readonly Step[], base: number) {
    let last = base;
    steps.forEach(({ after }, index) => {
      for (const before of after) {
        last++;
        this.out.set(before, [...this.from(before), last]);
        this.into.set(index, [...this.to(index), last]);
      }
    });
  }

  from(step: number): readonly number[] {
    return this.out.get(step) ?? [];
  }

  to(step: number): readonly number[] {
    return this.into.get(step) ?? [];
  }
}

function timeOf(index: number): number {
  return (index + 1) * STEP_NS;
}
