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

/** `objects` of each struct may exist at once; PoolExhausted is thrown where more would. */
export function referenceSearch(program: Program, objects: number): Found {
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
  const depths = new Map<string, number>();
  const add = (state: State, depth: number): void => {
    const text = JSON.stringify(state);
    if (depths.has(text)) return;
    depths.set(text, depth);
    attempt(depth, () => interpreter.checkConditions(text));
  };
  add(first, 0);
  // States that are added on the way are visited too, in the order in which they were found.
  for (const [text, depth] of depths) {
    found.states++;
    let enabled = false;
    for (const t of interpreter.ready(text)) {
      const paths: number[][] = [[]];
      for (const path of paths) {
        const next = attempt(depth + 1, () => stepAlong(interpreter, text, t, path, paths));
        if (next === 'blocked') break;
        enabled = true;
        if (!next) continue;
        found.transitions++;
        add(next, depth + 1);
      }
    }
    const end = interpreter.end(text);
    if (end !== null) found.ends.add(end);
    else if (!enabled) found.violations.push({ kind: 'deadlock', steps: depth });
  }
  return found;
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
