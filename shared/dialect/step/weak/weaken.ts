/** The program as its memory model runs it; under sequential consistency the very program. */
import { threadCount, type Program } from '../../ir.ts';
import { MOST_THREADS } from './models.ts';
import { withStoreBuffers } from './store-buffers.ts';
import { withViews } from './views.ts';

export function weaken(program: Program): Program {
  if (program.memory === 'sc') return program;
  const tooMany = tooManyThreads(program);
  if (tooMany) throw new Error(tooMany);
  return program.memory === 'tso' ? withStoreBuffers(program) : withViews(program);
}

/** Why the program cannot be explored with the memory model that was asked for; null: it can. */
export function tooManyThreads({ memory, threads }: Program): string | null {
  const count = threadCount(threads);
  return memory === 'sc' || count <= MOST_THREADS ? null : `a weak memory model is for at most ${MOST_THREADS - 1} threads; this program has ${count - 1}`;
}
