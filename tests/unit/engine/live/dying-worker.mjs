// The lab's own worker (`npm run build`), of which the first scenario's thread ends itself while its code runs.
import { workerData } from 'node:worker_threads';

/** Looks at the clock: an event of the trace takes one. */
const LOOKS = 500;

if (workerData.thread === 1) {
  const now = performance.now.bind(performance);
  let looks = 0;
  performance.now = () => {
    if (++looks > LOOKS) process.exit(7);
    return now();
  };
}
await import('../../../../out/main/live-worker.js');
