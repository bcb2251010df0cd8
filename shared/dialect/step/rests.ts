/**
 * Which program counters are near a rest: where a thread by itself may come to its end in a few steps, or to sleep without leaving the function in
 * which it stands, or may have to wait at once. Only from there runtime/ahead.ts looks what it does.
 */
import { successors } from '../passes/simplify.ts';
import type { Program } from '../ir.ts';
import type { Frame } from './frames.ts';
import type { StepLayout } from './layout.ts';
import type { SplitBlock } from './split.ts';

/** As in runtime/ahead.ts. */
const MOST_STEPS_AHEAD = 8;
/** With more, a few states in a hundred fewer are stored, but more is looked at in vain than that saves. */
const MOST_STEPS_TO_END = 2;

/** Steps, the block's own included, until it comes to a place: infinite where that is none of the few that count. */
interface Node {
  readonly own: number;
  readonly sleeps: boolean;
  readonly returns: boolean;
  readonly next: readonly number[];
  readonly calls: readonly string[];
  toSleep: number;
  toReturn: number;
  toEnd: number;
}

/** Whether it is so of the program counter of this function at this block. */
export function restsOf(frames: Map<string, Frame>, { callbacks }: Program, { threads }: StepLayout): (fn: string, block: number) => boolean {
  const callable = callbacks.filter((name) => frames.has(name));
  const all = new Map([...frames.values()].map(({ fn, blocks }) => [fn, blocks.map((block) => nodeOf(block, callable))]));
  const least = (nodes: readonly Node[], blocks: readonly number[], to: 'toSleep' | 'toReturn' | 'toEnd'): number => Math.min(...blocks.map((b) => nodes[b]![to]));
  /** Until a thread ends that leaves this function. */
  const left = new Map([...all.keys()].map((fn) => [fn, threads.some((t) => t.fn === fn) ? 0 : Infinity]));
  let changed = true;
  const set = (node: Node, to: 'toSleep' | 'toReturn' | 'toEnd', steps: number): void => {
    if (steps >= node[to] || steps > (to === 'toEnd' ? MOST_STEPS_TO_END : MOST_STEPS_AHEAD)) return;
    node[to] = steps;
    changed = true;
  };
  while (changed) {
    changed = false;
    for (const [fn, nodes] of all) {
      for (const node of nodes.toReversed()) {
        const { own, next, calls } = node;
        const entries = calls.map((name) => all.get(name)![0]!);
        const through = calls.length === 0 ? 0 : Math.min(...entries.map((entry) => entry.toReturn));
        set(node, 'toSleep', own + (node.sleeps ? 0 : Math.min(through + least(nodes, next, 'toSleep'), ...entries.map((entry) => entry.toSleep))));
        set(node, 'toReturn', own + (node.returns ? 0 : through + least(nodes, next, 'toReturn')));
        const after = least(nodes, next, 'toEnd');
        set(node, 'toEnd', own + (node.returns ? left.get(fn)! : through + after));
        for (const name of calls) {
          if (after >= left.get(name)!) continue;
          left.set(name, after);
          changed = true;
        }
      }
    }
  }
  return (fn, block) => Math.min(all.get(fn)![block]!.toSleep, all.get(fn)![block]!.toEnd) < Infinity || frames.get(fn)!.blocks.some(({ end }) => end.op === 'await' && end.retry === block);
}

function nodeOf({ start, instrs, end, call }: SplitBlock, callbacks: readonly string[]): Node {
  return {
    own: start === 'step' ? 1 : 0,
    sleeps: instrs.some(({ op }) => op === 'futexWait'),
    returns: end.op === 'return' && call === null,
    next: end.op === 'await' ? [end.then] : successors(end),
    calls: call === null ? [] : call.op === 'call' ? [call.fn] : callbacks,
    toSleep: Infinity, toReturn: Infinity, toEnd: Infinity,
  };
}
