/** What the threads are in the middle of, by the newest events of their rings: looked at with each sample, whoever has read the events. */
import { readEvents } from '../../../shared/trace/read-events.ts';
import { mostTraced, type ThreadTrace } from '../../../shared/trace/traced.ts';
import { openSlices } from './open-slices.ts';
import type { TraceRings } from './rings.ts';

/** Of each thread: what began before them is not known of. A fault has some ten. */
const NEWEST = 512;

export class Traced {
  private readonly faultBegins: number;
  private since = 0;

  constructor(
    private readonly rings: Pick<TraceRings, 'latest'>,
    private readonly names: readonly string[],
    private readonly threads: number,
  ) {
    this.faultBegins = names.indexOf('fault:begin');
  }

  /** `time`: now. */
  at(time: number): ThreadTrace[] {
    const since = this.since;
    this.since = time;
    return Array.from({ length: this.threads }, (_, thread) => this.of(this.rings.latest(thread, NEWEST), since));
  }

  private of(events: Uint8Array, since: number): ThreadTrace {
    const faults: number[] = [];
    readEvents(events, (time, event, _thread, address) => {
      if (event === this.faultBegins && time > since) faults.push(address);
    });
    const open = openSlices(events, this.names).map(({ category, object }) => ({ category, object }));
    return { open: open.slice(-mostTraced.open), faults: faults.slice(-mostTraced.faults) };
  }
}
