/** The program as its memory model runs it; under sequential consistency the very program. */
import type { Program } from '../../ir.ts';
import { MOST_THREADS } from './models.ts';
import { withStoreBuffers } from './store-buffers.ts';
import { withViews } from './views.ts';

/** The program cannot be explored with the memory model that was asked for; the message says why. */
export class TooManyThreads extends Error {}

export function weaken(program: Program): Program {
  if (program.memory === 'sc') return program;
  const threads = program.threads.reduce((n, t) => n + t.instances, 1);
  if (threads > MOST_THREADS) throw new TooManyThreads(`a weak memory model is for at most ${MOST_THREADS - 1} threads; this program has ${threads - 1}`);
  return program.memory === 'tso' ? withStoreBuffers(program) : withViews(program);
}
