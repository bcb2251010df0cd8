/** What threads do in a part of a graph; by thread, for the part that was looked at last. */
import { isWithin, LABEL, type Part, type StateGraph } from './state-graph.ts';

export class Survey {
  /** In how many of its states the thread could go. */
  readonly enabled: Int32Array;
  /** Whether it takes a step within; one that finds a deadline passed; one that finds it not passed. */
  readonly goes: Uint8Array;
  readonly passed: Uint8Array;
  readonly notPassed: Uint8Array;
  private readonly lastAt: Int32Array;
  private readonly numbers: readonly number[];

  constructor(
    private readonly graph: StateGraph,
    private readonly partOf: Int32Array,
  ) {
    const { threads } = graph;
    this.enabled = new Int32Array(threads);
    this.lastAt = new Int32Array(threads);
    this.goes = new Uint8Array(threads);
    this.passed = new Uint8Array(threads);
    this.notPassed = new Uint8Array(threads);
    this.numbers = Array.from({ length: threads }, (_, t) => t);
  }

  look(part: Part): void {
    const { graph, partOf, enabled, goes, passed, notPassed, lastAt } = this;
    for (const each of [enabled, goes, passed, notPassed]) each.fill(0);
    lastAt.fill(-1);
    for (const s of part.states) {
      for (let step = graph.first[s]!; step < graph.first[s + 1]!; step++) {
        const label = graph.label[step]!;
        const t = label & LABEL.thread;
        if (lastAt[t] !== s) {
          lastAt[t] = s;
          enabled[t]!++;
        }
        if (!isWithin(graph, partOf, part, step)) continue;
        goes[t] = 1;
        if ((label & LABEL.passed) !== 0) passed[t] = 1;
        if ((label & LABEL.notPassed) !== 0) notPassed[t] = 1;
      }
    }
  }

  /** The threads of which this is so. */
  which(is: (thread: number) => boolean): number[] {
    return this.numbers.filter(is);
  }
}
