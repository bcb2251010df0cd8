/** A thread that searches: one worker of a crew (search-threads.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { SHARED } from '../../../shared/dialect/step/abi.ts';
import { Levels, PHASE, type Stumble } from './levels.ts';
import type { FromSearchThread, SearchThreadData, ToSearchThread } from './search-threads.ts';
import { type SearchCode, Space } from './space.ts';

const PAUSE_MS = 100;

const { ready } = workerData as SearchThreadData;
let place: { space: Space; worker: number; code: SearchCode } | null = null;

parentPort!.on('message', (message: ToSearchThread) => {
  if (message === 'begin') parentPort!.postMessage({ stumble: pass(place!) } satisfies FromSearchThread);
  else enter(message);
});

function enter({ space: shared, worker, entry }: Exclude<ToSearchThread, 'begin'>): void {
  const space = new Space(shared);
  place = { space, worker, code: space.code(worker) };
  Atomics.store(ready, worker - 1, entry);
}

function pass({ space, worker, code }: NonNullable<typeof place>): Stumble | null {
  const levels = new Levels(space, worker, code);
  while (space.get('phase') === PHASE.running) {
    const stumble = levels.slice();
    if (stumble) return stumble;
    while (space.get('paused') !== 0 && space.get('phase') === PHASE.running) Atomics.wait(space.words, space.at('shared', SHARED.paused), 1, PAUSE_MS);
  }
  return null;
}
