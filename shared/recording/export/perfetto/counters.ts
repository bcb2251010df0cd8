/** A session's samples as counter tracks: totals of the kernel's counters, latencies of the time between samples, the heap, who sleeps. */
import { histogramBetween, percentile } from '../../../trace/histogram.ts';
import type { SessionSample } from '../../../trace/session.ts';
import type { SessionSubject } from '../subjects.ts';
import { EVENT_TYPE, type PerfettoPackets, UNIT } from './packets.ts';

interface Counter {
  name: string;
  unit: number;
  /** Null: nothing to tell. */
  value(sample: SessionSample, before: SessionSample | undefined): number | null;
}

export class CounterTracks {
  private readonly counters: (Counter & { track: number })[];

  constructor(
    private readonly packets: PerfettoPackets,
    { meta, structs }: Pick<SessionSubject, 'meta' | 'structs'>,
    uuid: () => number,
  ) {
    this.counters = countersOf(meta.session, structs).map((counter) => ({ ...counter, track: uuid() }));
    for (const { track, name, unit } of this.counters) packets.track({ uuid: track, name, unit });
  }

  write(sample: SessionSample, before: SessionSample | undefined): void {
    for (const { track, value } of this.counters) {
      const now = value(sample, before);
      if (now !== null) this.packets.event({ type: EVENT_TYPE.counter, track, time: sample.time, value: now });
    }
  }
}

function countersOf({ counters, histograms }: SessionSubject['meta']['session'], structs: readonly string[]): Counter[] {
  return [
    ...counters.map((name, i): Counter => ({ name, unit: UNIT.count, value: (s) => s.counters[i] ?? null })),
    ...histograms.flatMap((name, i) => [0.5, 0.99].map((share): Counter => ({ name: `${name} p${share * 100}`, unit: UNIT.ns, value: (s, before) => latency(s, before, i, share) }))),
    { name: 'heap in use', unit: UNIT.bytes, value: (s) => s.heap.used },
    { name: 'threads asleep', unit: UNIT.count, value: (s) => s.threads.filter(({ status }) => status === 'sleeping').length },
    { name: 'events lost', unit: UNIT.count, value: (s) => s.threads.reduce((sum, { dropped }) => sum + dropped, 0) },
    ...structs.map((struct): Counter => ({ name: `${struct} alive`, unit: UNIT.count, value: (s) => s.objects.find((o) => o.struct === struct)?.count ?? 0 })),
  ];
}

function latency(sample: SessionSample, before: SessionSample | undefined, index: number, share: number): number | null {
  const now = sample.histograms[index];
  if (!now) return null;
  const then = before?.histograms[index];
  const part = then ? histogramBetween(then, now) : now;
  return part.count > 0 ? Math.round(percentile(part, share)) : null;
}
