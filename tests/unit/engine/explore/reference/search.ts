/**
 * The slow, obvious search that the lab's is compared with: states are JSON texts, those seen are a Map. With the lab it
 * shares only what a program *is* (the IR), not how it is explored.
 */
import type { Program } from '../../../../../shared/dialect/ir.ts';
import { Blocked, Interpreter } from './interpreter.ts';
import { Violation, type State } from './memory.ts';

export interface Found {
  states: number;
  transitions: number;
  /** The globals' words, by name, whenever all had ended: JSON. */
  ends: Set<string>;
  /** Every violation there is, with the number of steps to it. */
  violations: { kind: Violation['kind']; steps: number }[];
}

/** A state, with who went last and how often a thread was left that could have gone on: where that is bounded, states that differ in it differ. */
interface Node {
  text: string;
  last: number;
  switches: number;
}

/** `objects` of each struct may exist at once; PoolExhausted is thrown where more would. `maxSwitches`: preemptive ones in a schedule. */
export function referenceSearch(program: Program, objects: number, maxSwitches = Infinity): Found {
  const interpreter = new Interpreter(program, objects);
  const found: Found = { states: 0, transitions: 0, ends: new Set(), violations: [] };
  /** What `run` gives, or null where it is a violation after so many steps. */
  const attempt = <T>(steps: number, run: () => T): T | null => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      found.violations.push({ kind: error.kind, steps });
      return null;
    }
  };
  const first = attempt(0, () => interpreter.first());
  if (!first) return found;
  const nodes = new Map<string, Node & { depth: number }>();
  const add = (state: State, depth: number, last: number, switches: number): void => {
    const text = JSON.stringify(state);
    const key = maxSwitches === Infinity ? text : `${text} ${last} ${switches}`;
    if (nodes.has(key)) return;
    nodes.set(key, { text, last, switches, depth });
    attempt(depth, () => interpreter.checkConditions(text));
  };
  add(first, 0, -1, 0);
  // States that are added on the way are visited too, in the order in which they were found.
  for (const { text, last, switches, depth } of nodes.values()) {
    found.states++;
    let enabled = false;
    const left = maxSwitches !== Infinity && canGo(interpreter, text, last);
    for (const t of interpreter.ready(text)) {
      const then = left && t !== last ? switches + 1 : switches;
      if (then > maxSwitches) continue;
      const paths: number[][] = [[]];
      for (const path of paths) {
        const next = attempt(depth + 1, () => stepAlong(interpreter, text, t, path, paths));
        if (next === 'blocked') break;
        enabled = true;
        if (!next) continue;
        found.transitions++;
        add(next, depth + 1, t, then);
      }
    }
    const end = interpreter.end(text);
    if (end !== null) found.ends.add(end);
    else if (!enabled) found.violations.push({ kind: 'deadlock', steps: depth });
  }
  return found;
}

function canGo(interpreter: Interpreter, text: string, t: number): boolean {
  if (!interpreter.ready(text).includes(t)) return false;
  try {
    return stepAlong(interpreter, text, t, [], []) !== 'blocked';
  } catch (error) {
    if (error instanceof Violation) return true;
    throw error;
  }
}

/** A step with the choices in `path`; where it has more of them than that, the first is taken and the others join `paths`. */
export function stepAlong(interpreter: Interpreter, text: string, t: number, path: number[], paths: number[][]): State | 'blocked' {
  const state = JSON.parse(text) as State;
  let asked = 0;
  const choose = (n: number): number => {
    if (asked === path.length) {
      for (let other = 1; other < n; other++) paths.push([...path, other]);
      path.push(0);
    }
    return path[asked++]!;
  };
  try {
    interpreter.step(state, t, choose);
    return state;
  } catch (error) {
    if (error instanceof Blocked) return 'blocked';
    throw error;
  }
}
