/**
 * Strongly connected components: which states can come back to each other. (Tarjan, "Depth-First Search and Linear Graph
 * Algorithms", 1972; with a stack of its own, as schedules are longer than JavaScript's is deep.)
 */
import { isWithin, type Part, type StateGraph } from './state-graph.ts';

/** Rounds between two pauses. */
const SLICE = 1 << 16;

export class Components {
  /** In the order in which states are met, from 1; 0: not yet; -1: its component is known. */
  private readonly order: Int32Array;
  private readonly low: Int32Array;
  private readonly open: Int32Array;
  private readonly path: Int32Array;
  /** The step of each state on the path to look at next. */
  private readonly next: Int32Array;

  constructor(
    private readonly graph: StateGraph,
    private readonly partOf: Int32Array,
  ) {
    [this.order, this.low, this.open, this.path, this.next] = [0, 0, 0, 0, 0].map(() => new Int32Array(graph.states)) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
  }

  /**
   * The components of a part that have a step within; null now and then, for others to have their turn. What it answers is
   * only good until it is asked again; its states may have been given to another part by then.
   */
  *of(part: Part): Generator<Int32Array | null, void> {
    const { graph, partOf, order, low, open, path, next } = this;
    const { first, to } = graph;
    for (const s of part.states) order[s] = 0;
    let met = 0;
    let opened = 0;
    let depth = 0;
    let rounds = 0;
    const enter = (s: number): void => {
      order[s] = low[s] = ++met;
      next[s] = first[s]!;
      open[opened++] = path[depth++] = s;
    };
    for (const root of part.states) {
      if (order[root] !== 0) continue;
      enter(root);
      while (depth > 0) {
        if (++rounds % SLICE === 0) yield null;
        const s = path[depth - 1]!;
        const step = next[s]!;
        if (step < first[s + 1]!) {
          next[s] = step + 1;
          if (!isWithin(graph, partOf, part, step)) continue;
          const t = to[step]!;
          if (order[t] === 0) enter(t);
          else if (order[t]! > 0 && order[t]! < low[s]!) low[s] = order[t]!;
          continue;
        }
        depth--;
        if (depth > 0 && low[s]! < low[path[depth - 1]!]!) low[path[depth - 1]!] = low[s]!;
        if (low[s] !== order[s]) continue;
        const end = opened;
        do order[open[--opened]!] = -1;
        while (open[opened] !== s);
        if (end - opened > 1 || this.staysAt(s, part)) yield open.subarray(opened, end);
      }
    }
  }

  /** Whether a step leads from a state to itself. */
  private staysAt(s: number, part: Part): boolean {
    const { graph, partOf } = this;
    for (let step = graph.first[s]!; step < graph.first[s + 1]!; step++) if (graph.to[step] === s && isWithin(graph, partOf, part, step)) return true;
    return false;
  }
}
