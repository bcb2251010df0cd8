/** Which threads may ever read or write a word: what only one does needs no history and no buffer. */
import type { AccessInstr, Place, Program, StepInstr } from '../../ir.ts';
import { callGraph, reachable } from '../../passes/call-graph.ts';
import { wordOf, type Word } from '../words.ts';

type Placed = Extract<AccessInstr | StepInstr, { place: Place }>;

export class Lookers {
  /** For each word by the innermost struct that it is a field of: the threads, a bit each. */
  private readonly by = new Map<string, number>();
  private readonly words = new Map<string, Word>();

  /** `threads`: the functions that threads run, by their number in the state; null for one whose looks do not count. */
  constructor(
    private readonly program: Program,
    threads: readonly (string | null)[],
  ) {
    const graph = callGraph(program.functions, program.callbacks);
    threads.forEach((fn, thread) => {
      if (fn === null) return;
      for (const name of reachable(graph, [fn])) {
        for (const { instrs } of program.functions.get(name)?.blocks ?? []) {
          for (const i of instrs) if ('place' in i && !isGhost(i)) this.by.set(this.word(i.place).key, (this.by.get(this.word(i.place).key) ?? 0) | (1 << thread));
        }
      }
    });
  }

  of(place: Place): number {
    return this.by.get(this.word(place).key) ?? 0;
  }

  /** Whether several threads may look at it. */
  shared(place: Place): boolean {
    const threads = this.of(place);
    return (threads & (threads - 1)) !== 0;
  }

  /** Whether the word holds a pointer. */
  holdsPointer(place: Place): boolean {
    return this.word(place).type?.kind === 'pointer';
  }

  private word(place: Place): Word {
    const path = `${place.struct}.${place.field}`;
    let known = this.words.get(path);
    if (!known) this.words.set(path, (known = wordOf(place, this.program)));
    return known;
  }
}

function isGhost(i: Placed): boolean {
  return 'ghost' in i && i.ghost === true;
}
