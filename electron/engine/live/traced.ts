/** What the threads are in the middle of, by the newest events of their rings: looked at with each sample, whoever has read the events. */
import { threadTrace } from '../../../shared/trace/thread-trace.ts';
import type { ThreadTrace } from '../../../shared/trace/traced.ts';
import type { TraceRings } from './rings.ts';

/** Of each thread: what began before them is not known of. A fault has some ten. */
const NEWEST = 512;

export class Traced {
  private since = 0;

  constructor(
    private readonly rings: Pick<TraceRings, 'latest'>,
    private readonly names: readonly string[],
    private readonly threads: number,
  ) {}

  /** `time`: now. */
  at(time: number): ThreadTrace[] {
    const since = this.since;
    this.since = time;
    return Array.from({ length: this.threads }, (_, thread) => threadTrace(this.rings.latest(thread, NEWEST), this.names, since));
  }
}
