// The lab's own worker (`npm run build`), of which the first scenario's thread ends itself while its code runs.
import { parentPort } from 'node:worker_threads';

/** Looks at the clock: an event of the trace takes one. */
const LOOKS = 500;

function dieSoon() {
  const now = performance.now.bind(performance);
  let looks = 0;
  performance.now = () => {
    if (++looks > LOOKS) process.exit(7);
    return now();
  };
}

// Which thread it is, the worker is told first.
const once = parentPort.once.bind(parentPort);
parentPort.once = (name, listener) =>
  once(name, (setup) => {
    if (setup.thread === 1) dieSoon();
    listener(setup);
  });
await import('../../../../out/main/live-worker.js');
