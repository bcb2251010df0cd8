/**
 * After a search that stored every state and found nothing wrong: can a schedule go on for ever, fair to all threads, while a thread that is to end
 * does not? Such a schedule is a lasso, a way to a state and a way from there back to it.
 *
 * ```
 *   first state ──► stem ──► ┌─► cycle ─┐      weakly fair: who could go all the way round, goes
 *                            └──────────┘
 * ```
 */
import type { StepImage } from '../../../../shared/dialect/step/emit.ts';
import type { Action } from '../../../../shared/explore/verdict.ts';
import { HEAVY } from '../failure.ts';
import type { SearchCode, Space } from '../space.ts';
import { bestFairPart, type FairPart } from './fair.ts';
import { GraphBuilder, NoRoomForSteps } from './graph-builder.ts';
import { wayRound } from './round.ts';
import type { StateGraph } from './state-graph.ts';

export interface Lasso {
  schedule: Action[];
  /** The index of the step from which on it repeats. */
  cycle: number;
}

/** States expanded between two pauses. */
const SLICE = 500;

/** Bytes that looking for components takes, for a state: its part, five words (components.ts), and a place in parts that are still to be looked at. */
const STATE_BYTES = 28;

export class LassoSearch {
  private builder: GraphBuilder | null = null;
  /** Bytes besides the graph. */
  private more = 0;

  /** As for GraphBuilder. */
  constructor(
    private readonly image: StepImage,
    private readonly space: Space,
    private readonly code: SearchCode,
    private readonly root: number,
    private readonly mostBytes: number,
  ) {}

  /** States still to be looked at. */
  get left(): number {
    return this.builder?.left ?? 0;
  }

  get bytes(): number {
    return (this.builder?.bytes ?? 0) + this.more;
  }

  /** Null: there is none. `pause` is awaited now and then; with false, the search ends in `stopped`. A text: why it cannot be done. */
  async find(pause: () => Promise<boolean>): Promise<Lasso | null | 'stopped' | { cannot: string }> {
    try {
      const builder = (this.builder = new GraphBuilder(this.image, this.space, this.code, this.root, this.mostBytes));
      while (!builder.advance(SLICE)) if (!(await pause())) return 'stopped';
      const graph = builder.graph();
      const more = graph.states * STATE_BYTES;
      if (builder.bytes + more > this.mostBytes) return { cannot: HEAVY };
      this.more = more;
      const partOf = new Int32Array(graph.states);
      const parts = bestFairPart(graph, partOf);
      for (let next = parts.next(); ; next = parts.next()) {
        if (next.done) return next.value && this.lasso(builder, graph, partOf, next.value);
        if (!(await pause())) return 'stopped';
      }
    } catch (error) {
      if (error instanceof NoRoomForSteps) return { cannot: error.message };
      if (error instanceof RangeError) return { cannot: 'the graph of the states needs more memory than there is' };
      throw error;
    }
  }

  private lasso(builder: GraphBuilder, graph: StateGraph, partOf: Int32Array, part: FairPart): Lasso {
    const stem: Action[] = [];
    for (let s = part.start; graph.parent[s] !== -1; s = graph.parent[s]!) stem.push(stepBetween(builder, graph, graph.parent[s]!, s));
    let at = part.start;
    const round = wayRound(graph, partOf, part).map((step) => {
      const from = at;
      at = graph.to[step]!;
      return builder.action(from, at, graph.label[step]!);
    });
    return { schedule: [...stem.reverse(), ...round], cycle: stem.length };
  }
}

/** A step between two states. */
function stepBetween(builder: GraphBuilder, { first, to, label }: StateGraph, from: number, next: number): Action {
  for (let step = first[from]!; step < first[from + 1]!; step++) if (to[step] === next) return builder.action(from, next, label[step]!);
  throw new Error('a state has no step to one that was found from it');
}
