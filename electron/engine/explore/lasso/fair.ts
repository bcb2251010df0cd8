/**
 * Where a schedule can go round for ever and be fair to all threads while one of them never ends. Some of the states can be gone round in
 * just if they lie in one strongly connected component, and a round can be made to visit all of it. So fairness is a question about components:
 *
 *   weak      a thread that could go everywhere in it goes somewhere in it
 *   strong    a thread that could go somewhere in it goes somewhere in it
 *   time      a thread that finds a deadline not passed finds one passed, too
 *
 * Where weak fairness fails, it fails in each smaller part, too. For the other two, the states or steps that need what does not come are left
 * out, and the components of what remains are looked at. (Emerson and Lei, "Modalities for Model Checking", 1987: emptiness under Streett's
 * condition.)
 */
import { Components } from './components.ts';
import { LABEL, type Part, type StateGraph } from './state-graph.ts';
import { Survey } from './survey.ts';

export interface FairPart extends Part {
  /** Whether it is fair also to threads that can go only now and then. */
  strong: boolean;
  /** Its state that is nearest to the first one. */
  start: number;
}

/**
 * The best part for a fair round: one that is strongly fair before one that is only weakly so, then the one that is reached
 * soonest. Null: there is none. Yields now and then. `partOf` has a word for each state; afterwards those of the answer have its id.
 */
export function* bestFairPart(graph: StateGraph, partOf: Int32Array): Generator<void, FairPart | null> {
  const components = new Components(graph, partOf);
  const survey = new Survey(graph, partOf);
  let ids = 0;
  let best: FairPart | null = null;
  const made = (states: Int32Array, timely: ReadonlySet<number>): Part => {
    const id = ++ids;
    for (const s of states) partOf[s] = id;
    return { id, states, timely };
  };
  const offer = (part: Part, strong: boolean): void => {
    const start = part.states.reduce((a, b) => Math.min(a, b));
    if (best && (best.strong !== strong ? best.strong : best.start <= start)) return;
    best = { ...part, states: part.states.slice(), strong, start };
  };
  const open = [made(Int32Array.from({ length: graph.states }, (_, s) => s), new Set())];
  for (let whole = open.pop(); whole; whole = open.pop()) {
    const { timely } = whole;
    for (const component of components.of(whole)) {
      if (!component) {
        yield;
        continue;
      }
      if (graph.owing[component[0]!] === 0) continue;
      const part = made(component, timely);
      survey.look(part);
      const late = survey.which((t) => survey.notPassed[t] === 1 && survey.passed[t] === 0);
      if (late.length > 0) {
        open.push({ ...part, states: component.slice(), timely: new Set([...timely, ...late]) });
        continue;
      }
      const denied = survey.which((t) => survey.enabled[t]! > 0 && survey.goes[t] === 0);
      if (denied.some((t) => survey.enabled[t] === component.length)) continue;
      offer(part, denied.length === 0);
      if (denied.length > 0) open.push(made(component.filter((s) => !offers(graph, s, denied)), timely));
    }
  }
  return best && again(best, partOf, ++ids);
}

/** Parts within a part have ids of their own: gives it its states back. */
function again(part: FairPart, partOf: Int32Array, id: number): FairPart {
  for (const s of part.states) partOf[s] = id;
  return { ...part, id };
}

/** Whether one of these threads could go in a state. */
function offers({ first, label }: StateGraph, s: number, denied: readonly number[]): boolean {
  for (let step = first[s]!; step < first[s + 1]!; step++) if (denied.includes(label[step]! & LABEL.thread)) return true;
  return false;
}
