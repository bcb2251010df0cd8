/** Some twenty times a second: empties the trace rings, takes a sample, asks the watchdog. */
import type { SessionSample } from '../../../shared/trace/session.ts';
import type { ThreadTrace } from '../../../shared/trace/traced.ts';
import { EventQueue, type EventConsumer } from './event-queue.ts';
import type { Look } from './options.ts';
import type { Probe } from './probe.ts';
import type { TraceRings } from './rings.ts';
import type { Sampler } from './sampler.ts';
import type { Traced } from './traced.ts';
import type { Suspicion, Watchdog } from './watchdog.ts';

export interface ObserverSetup {
  sampler: Sampler;
  /** Null in throughput mode. */
  rings: TraceRings | null;
  traced: Traced | null;
  watchdog: Watchdog;
  probe: Probe;
  threadCount: number;
  clock: () => number;
  everyMs: number;
  look: Look;
  onSample: (sample: SessionSample, traced: ThreadTrace[] | null) => void;
  onEvents: EventConsumer;
  /** Threads wait for room in their rings. */
  paced: boolean;
  onSuspicion: (suspicion: Suspicion, sample: SessionSample) => void;
}

export class Observer {
  /** What samples show of the memory. */
  look: Look;
  private phase: SessionSample['phase'] = 'setup';
  private watched: readonly number[] = [];
  private readonly queue: EventQueue;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly setup: ObserverSetup) {
    this.look = setup.look;
    this.queue = new EventQueue(setup.threadCount, setup.onEvents);
  }

  start(): void {
    this.timer = setInterval(() => this.observe(), this.setup.everyMs);
  }

  /** A phase begins, in which the `watched` threads ought to make progress; the same ones as before if not given. */
  enter(phase: SessionSample['phase'], watched = this.watched): void {
    this.phase = phase;
    this.watched = watched;
  }

  /** Stops looking; answers the last sample. */
  stop(): SessionSample {
    clearInterval(this.timer);
    this.drain();
    return this.sample();
  }

  /** Resolves when the consumer has every event. */
  delivered(): Promise<void> {
    return this.queue.drained();
  }

  private observe(): void {
    // Threads that pace themselves go as fast as the slowest who reads of them, and nothing is lost. They do while they run.
    const held = this.setup.paced && this.phase === 'running' && this.queue.behind;
    if (!held) this.drain();
    const sample = this.sample();
    const { watchdog, probe, onSuspicion } = this.setup;
    const suspicion = watchdog.observe(sample, this.watched, held);
    if (probe.confirms(suspicion)) onSuspicion(suspicion!, sample);
  }

  private drain(): void {
    const chunk = this.setup.rings?.drain();
    if (chunk) this.queue.push(chunk);
  }

  private sample(): SessionSample {
    const { sampler, traced, probe, clock, onSample } = this.setup;
    const time = clock();
    const sample = sampler.take({ time, phase: this.phase, look: this.look, droppedLater: this.queue.dropped, looking: (thread) => probe.looking(thread) });
    onSample(sample, traced?.at(time) ?? null);
    return sample;
  }
}
