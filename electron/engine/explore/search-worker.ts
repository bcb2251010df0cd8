/** A thread that searches: one worker of a crew (crew.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { SHARED } from '../../../shared/dialect/step/abi.ts';
import type { FromSearchWorker, SearchWorkerData } from './crew.ts';
import { Levels, PHASE, type Stumble } from './levels.ts';
import { Space } from './space.ts';

const PAUSE_MS = 100;

const { space: shared, worker } = workerData as SearchWorkerData;
const space = new Space(shared);
const code = space.code(worker);

parentPort!.postMessage('ready' satisfies FromSearchWorker);
// While it is not yet called upon.
space.settle(worker);
parentPort!.on('message', () => parentPort!.postMessage({ stumble: pass() } satisfies FromSearchWorker));

function pass(): Stumble | null {
  const levels = new Levels(space, worker, code);
  while (space.get('phase') === PHASE.running) {
    const stumble = levels.slice();
    if (stumble) return stumble;
    while (space.get('paused') !== 0 && space.get('phase') === PHASE.running) Atomics.wait(space.words, space.at('shared', SHARED.paused), 1, PAUSE_MS);
  }
  return null;
}
