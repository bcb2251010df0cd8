/**
 * The slow, obvious count of a program's states up to who is who: of every state all renamings of identical threads, and of these the first by its text.
 * Of programs in which only the number of the thread that it belongs to is a name: nothing in memory, no register.
 */
import type { Program } from '../../../../../shared/dialect/ir.ts';
import { Interpreter } from './interpreter.ts';
import type { State } from './memory.ts';
import { stepAlong } from './search.ts';

export function orbits(program: Program, objects: number): { states: number; orbits: number } {
  const interpreter = new Interpreter(program, objects);
  const groups: number[][] = [];
  let number = 1;
  for (const { instances } of program.threads) groups.push(Array.from({ length: instances }, () => number++));
  const all = renamings(groups, number + 1);
  const texts = new Set([JSON.stringify(interpreter.first())]);
  const firsts = new Set<string>();
  for (const text of texts) {
    const { threads, ...rest } = JSON.parse(text) as State;
    firsts.add(all.map((who) => JSON.stringify({ ...rest, threads: who.map((t) => threads[t]) })).sort()[0]!);
    for (const t of interpreter.ready(text)) {
      const paths: number[][] = [[]];
      for (const path of paths) {
        const next = stepAlong(interpreter, text, t, path, paths);
        if (next === 'blocked') break;
        texts.add(JSON.stringify(next));
      }
    }
  }
  return { states: texts.size, orbits: firsts.size };
}

/** All ways to put the threads of each group in another order, as lists of who comes in each place. */
function renamings(groups: readonly (readonly number[])[], threads: number): number[][] {
  return groups.reduce<number[][]>(
    (lists, group) => lists.flatMap((list) => permutations(group).map((order) => list.map((t) => (group.includes(t) ? order[group.indexOf(t)]! : t)))),
    [Array.from({ length: threads }, (_, t) => t)],
  );
}

function permutations(list: readonly number[]): number[][] {
  return list.length === 0 ? [[]] : list.flatMap((each) => permutations(list.filter((other) => other !== each)).map((rest) => [each, ...rest]));
}
