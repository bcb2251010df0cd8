/** A way round a fair part that keeps to all fairness, from its first state back to it; the shortest there is, where the part is small. */
import type { FairPart } from './fair.ts';
import { isWithin, LABEL, type StateGraph } from './state-graph.ts';
import { Survey } from './survey.ts';

/**
 * What a way round must contain: a step by a thread (one that finds a deadline passed), or a state in which the thread could not go; or the
 * step only if there is a state in which the thread could go.
 */
interface Need {
  thread: number;
  kind: 'goes' | 'goes or cannot' | 'goes if it can' | 'passed';
}

/** Places of a search for one leg: (state, what is known of the needs). */
const MOST_PLACES = 1 << 22;
/** What is known of needs are bits of a number. */
const MOST_BITS = 20;

/** The steps, as indices into the graph's. */
export function wayRound(graph: StateGraph, partOf: Int32Array, part: FairPart): number[] {
  const legs = new Legs(graph, partOf, part);
  const most = Math.max(1, Math.min(MOST_BITS, Math.floor(Math.log2(MOST_PLACES / part.states.length))));
  let needs = needsOf(graph, partOf, part);
  if (bitsOf(needs) <= most) return legs.find(part.start, needs, part.start);
  // In several legs, so that it need not be the shortest. What one of them asks for must not depend on the others.
  needs = needs.map((need) => (need.kind === 'goes if it can' ? { ...need, kind: 'goes' } : need));
  const way: number[] = [];
  for (let at = part.start; ; ) {
    const now = needs.slice(0, most);
    const last = now.length === needs.length;
    const leg = legs.find(at, now, last ? part.start : null);
    way.push(...leg);
    if (last) return way;
    at = graph.to[leg.at(-1)!]!;
    needs = needs.slice(most).filter((need) => !legs.meets(leg, need));
  }
}

function needsOf(graph: StateGraph, partOf: Int32Array, part: FairPart): Need[] {
  const survey = new Survey(graph, partOf);
  survey.look(part);
  const { length } = part.states;
  const needs = (kind: Need['kind'], is: (thread: number) => boolean): Need[] => survey.which(is).map((thread) => ({ thread, kind }));
  return [
    ...needs('goes', (t) => survey.enabled[t] === length),
    ...needs(part.strong ? 'goes if it can' : 'goes or cannot', (t) => survey.enabled[t]! > 0 && survey.enabled[t]! < length),
    ...needs('passed', (t) => survey.notPassed[t] === 1),
  ];
}

function bitsOf(needs: readonly Need[]): number {
  return needs.reduce((bits, need) => bits + widthOf(need), 0);
}

/** Bits for what is known of a need: whether it is met; of one that depends, before that whether it is one at all. */
function widthOf({ kind }: Need): number {
  return kind === 'goes if it can' ? 2 : 1;
}

class Legs {
  /** The number of each state within the part, from 0. */
  private readonly local = new Map<number, number>();

  constructor(
    private readonly graph: StateGraph,
    private readonly partOf: Int32Array,
    private readonly part: FairPart,
  ) {
    part.states.forEach((s, i) => this.local.set(s, i));
  }

  /** The shortest way from a state on which these needs are met; to `end`, if that is a state. At least one step. */
  find(from: number, needs: readonly Need[], end: number | null): number[] {
    const { graph, partOf, part, local } = this;
    const bits = bitsOf(needs);
    const places = part.states.length << bits;
    /** 1 + the step that each place was come to by, and the place before. */
    const by = new Int32Array(places);
    const before = new Int32Array(places);
    const first = (local.get(from)! << bits) | this.knownAt(from, needs);
    const queue = [first];
    before[first] = -1;
    for (const place of queue) {
      const s = part.states[place >> bits]!;
      for (let step = graph.first[s]!; step < graph.first[s + 1]!; step++) {
        if (!isWithin(graph, partOf, part, step)) continue;
        const to = graph.to[step]!;
        const known = (place & ((1 << bits) - 1)) | this.knownBy(step, needs) | this.knownAt(to, needs);
        if ((end === null || to === end) && areMet(known, needs)) return this.steps(place, by, before, step);
        const next = (local.get(to)! << bits) | known;
        if (by[next] !== 0 || next === first) continue;
        by[next] = step + 1;
        before[next] = place;
        queue.push(next);
      }
    }
    throw new Error('a fair part of the states has no way round it');
  }

  /** Whether a leg meets a need. */
  meets(leg: readonly number[], need: Need): boolean {
    return leg.some((step) => areMet(this.knownBy(step, [need]) | this.knownAt(this.graph.to[step]!, [need]), [need]));
  }

  private steps(place: number, by: Int32Array, before: Int32Array, last: number): number[] {
    const steps = [last];
    for (let at = place; before[at] !== -1; at = before[at]!) steps.push(by[at]! - 1);
    return steps.reverse();
  }

  /** The bits that a step sets. */
  private knownBy(step: number, needs: readonly Need[]): number {
    const label = this.graph.label[step]!;
    let known = 0;
    let bit = 0;
    for (const need of needs) {
      bit += widthOf(need);
      if ((label & LABEL.thread) === need.thread && (need.kind !== 'passed' || (label & LABEL.passed) !== 0)) known |= 1 << (bit - 1);
    }
    return known;
  }

  /** The bits that a state sets. */
  private knownAt(s: number, needs: readonly Need[]): number {
    let known = 0;
    let bit = 0;
    for (const need of needs) {
      if (need.kind === 'goes or cannot' ? !this.can(s, need.thread) : need.kind === 'goes if it can' && this.can(s, need.thread)) known |= 1 << bit;
      bit += widthOf(need);
    }
    return known;
  }

  private can(s: number, thread: number): boolean {
    const { first, label } = this.graph;
    for (let step = first[s]!; step < first[s + 1]!; step++) if ((label[step]! & LABEL.thread) === thread) return true;
    return false;
  }
}

function areMet(known: number, needs: readonly Need[]): boolean {
  let bit = 0;
  for (const need of needs) {
    const depends = need.kind === 'goes if it can' && (known & (1 << bit)) === 0;
    bit += widthOf(need);
    if (!depends && (known & (1 << (bit - 1))) === 0) return false;
  }
  return true;
}
