/**
 * The slow, obvious search for schedules that go round for ever: from each state, all ways, with a count of what fairness still asks for.
 * (Choueka's counter, 1974, instead of components.) What depends on something coming again and again is tried in both ways:
 * it comes no more, or it is asked for.
 */
import type { Program } from '../../../../../shared/dialect/ir.ts';
import { Interpreter } from './interpreter.ts';
import { stepAlong } from './search.ts';

interface Step {
  to: number;
  thread: number;
  deadline: 'passed' | 'not passed' | null;
}
interface Node {
  depth: number;
  owes: boolean;
  steps: Step[];
}

/** The steps to the nearest state that such a schedule comes back to; null: there is none. `unknown`: too many states. */
export interface Lassos {
  weak: number | null;
  strong: number | null;
}

export function referenceLassos(program: Program, objects: number, most: number): Lassos | 'unknown' {
  const graph = graphOf(new Interpreter(program, objects), most);
  return graph && { weak: nearest(graph, false), strong: nearest(graph, true) } || 'unknown';
}

function graphOf(interpreter: Interpreter, most: number): Node[] | null {
  const texts = [JSON.stringify(interpreter.first())];
  const numbers = new Map([[texts[0]!, 0]]);
  const nodes: Node[] = [{ depth: 0, owes: interpreter.owes(texts[0]!), steps: [] }];
  for (let n = 0; n < texts.length; n++) {
    if (n >= most) return null;
    const text = texts[n]!;
    for (const thread of interpreter.ready(text)) {
      const paths: number[][] = [[]];
      for (const path of paths) {
        const state = stepAlong(interpreter, text, thread, path, paths);
        if (state === 'blocked') break;
        const next = JSON.stringify(state);
        let to = numbers.get(next);
        if (to === undefined) {
          numbers.set(next, (to = texts.push(next) - 1));
          nodes.push({ depth: nodes[n]!.depth + 1, owes: interpreter.owes(next), steps: [] });
        }
        nodes[n]!.steps.push({ to, thread, deadline: interpreter.deadline });
      }
    }
  }
  return nodes;
}

type Wish = (node: Node, step: Step) => boolean;

function nearest(nodes: readonly Node[], strong: boolean): number | null {
  const threads = [...new Set(nodes.flatMap((n) => n.steps.map((s) => s.thread)))];
  const timers = [...new Set(nodes.flatMap((n) => n.steps.flatMap((s) => (s.deadline ? [s.thread] : []))))];
  const can = (node: Node, t: number): boolean => node.steps.some((s) => s.thread === t);
  let best: number | null = null;
  for (const never of subsets(timers)) {
    for (const denied of strong ? subsets(threads) : [[]]) {
      const wishes: Wish[] = [
        ...threads.filter((t) => !denied.includes(t)).map((t): Wish => (node, step) => step.thread === t || (!strong && !can(node, t))),
        ...timers.filter((t) => !never.includes(t)).map((t): Wish => (_, step) => step.thread === t && step.deadline === 'passed'),
      ];
      const allowed = (node: Node, step: Step): boolean => !denied.some((t) => can(node, t)) && !(never.includes(step.thread) && step.deadline === 'not passed');
      nodes.forEach((node, n) => {
        if (node.owes && (best === null || node.depth < best) && goesRound(nodes, n, wishes, allowed)) best = node.depth;
      });
    }
  }
  return best;
}

/** Whether a way leads back to a state on which all wishes come true, in their order. */
function goesRound(nodes: readonly Node[], start: number, wishes: readonly Wish[], allowed: Wish): boolean {
  const seen = new Set<number>();
  const open = [{ at: start, met: 0 }];
  for (const { at, met } of open) {
    for (const step of nodes[at]!.steps) {
      if (!allowed(nodes[at]!, step)) continue;
      let now = met;
      while (now < wishes.length && wishes[now]!(nodes[at]!, step)) now++;
      if (now === wishes.length && step.to === start) return true;
      const key = step.to * (wishes.length + 1) + now;
      if (!seen.has(key)) open.push({ at: step.to, met: now });
      seen.add(key);
    }
  }
  return false;
}

function subsets<T>(list: readonly T[]): T[][] {
  return list.reduce<T[][]>((all, each) => [...all, ...all.map((some) => [...some, each])], [[]]);
}
