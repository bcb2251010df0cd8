/** Fair parts of small graphs, beside all sets of steps that can be gone round in, one by one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestFairPart } from '../../../../../electron/engine/explore/lasso/fair.ts';
import { isWithin, LABEL, type StateGraph } from '../../../../../electron/engine/explore/lasso/state-graph.ts';

const STATES = 4;
const THREADS = [0, 1, 2];

interface Step {
  from: number;
  to: number;
  thread: number;
  /** What it finds of a deadline; 0: it does not look. */
  finds: number;
}

const state = fc.nat(STATES - 1);
const step = fc.record({ from: state, to: state, thread: fc.constantFrom(0, 0, ...THREADS), finds: fc.constantFrom(0, 0, 0, LABEL.passed, LABEL.notPassed) });
/** From `over` on all have ended who are to, and stay so. */
const made = fc.record({ steps: fc.array(step, { minLength: 3, maxLength: 9 }), over: fc.integer({ min: 2, max: STATES }) })
  .map(({ steps, over }) => ({ over, steps: steps.filter(({ from, to }) => from < over || to >= over).sort((a, b) => a.from - b.from) }));

function graphOf(steps: readonly Step[], over: number): StateGraph {
  const numbers = Array.from({ length: STATES + 1 }, (_, s) => s);
  return {
    states: STATES, threads: THREADS.length,
    first: Int32Array.from(numbers, (s) => steps.filter(({ from }) => from < s).length),
    to: Int32Array.from(steps, ({ to }) => to),
    label: Uint8Array.from(steps, ({ thread, finds }) => thread | finds),
    parent: new Int32Array(STATES).fill(-1),
    owing: Uint8Array.from(numbers.slice(0, STATES), (s) => +(s < over)),
  };
}

/** Whether these steps are a round that somebody owes his end in, and how fair it is; null: they are none. `all`: what there is besides. */
function fairness(round: readonly Step[], all: readonly Step[], over: number): 'strong' | 'weak' | null {
  const states = [...new Set(round.flatMap(({ from, to }) => [from, to]))];
  const reached = (start: number): Set<number> => {
    const known = new Set([start]);
    for (const s of known) for (const { from, to } of round) if (from === s) known.add(to);
    return known;
  };
  if (round.length === 0 || states.some((s) => s >= over || states.some((other) => !reached(s).has(other)))) return null;
  const of = (thread: number): Step[] => round.filter((each) => each.thread === thread);
  if (THREADS.some((t) => of(t).some(({ finds }) => finds === LABEL.notPassed) && !of(t).some(({ finds }) => finds === LABEL.passed))) return null;
  const still = THREADS.filter((t) => of(t).length === 0).map((t) => states.filter((s) => all.some(({ from, thread }) => from === s && thread === t)).length);
  if (still.includes(states.length)) return null;
  return still.every((places) => places === 0) ? 'strong' : 'weak';
}

it('the best fair part is strongly fair if any is, and as near as any; and it is one', () => {
  fc.assert(fc.property(made, ({ steps, over }) => {
    const rounds = Array.from({ length: 2 ** steps.length }, (_, set) => steps.filter((_, i) => (set >> i) & 1));
    const fair = rounds.map((round) => ({ kind: fairness(round, steps, over), start: Math.min(...round.map(({ from }) => from)) }));
    const nearest = (kind: string): { strong: boolean; start: number }[] => {
      const starts = fair.filter((each) => each.kind === kind).map(({ start }) => start);
      return starts.length > 0 ? [{ strong: kind === 'strong', start: Math.min(...starts) }] : [];
    };
    const [expected = null] = [...nearest('strong'), ...nearest('weak')];

    const graph = graphOf(steps, over);
    const partOf = new Int32Array(STATES);
    const search = bestFairPart(graph, partOf);
    let told = search.next();
    while (!told.done) told = search.next();
    const part = told.value;
    expect(part && { strong: part.strong, start: part.start }).toEqual(expected);
    if (!part) return;
    expect([...part.states].sort()).toEqual([...partOf.keys()].filter((s) => partOf[s] === part.id));
    const within = steps.filter(({ from }, i) => partOf[from] === part.id && isWithin(graph, partOf, part, i));
    expect(fairness(within, steps, over)).toBe(part.strong ? 'strong' : 'weak');
  }), { numRuns: 400 });
});
