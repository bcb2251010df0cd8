/**
 * One time base for all threads of a session. `performance.now()` is the cheapest clock there is, but each worker counts
 * from its own start; `process.hrtime` is the machine's and shared. So each thread calibrates the one by the other once.
 */
const NS_PER_MS = 1e6;

/** Now, on the clock that all threads of this process share, in ns. */
export function processTime(): bigint {
  return process.hrtime.bigint();
}

/** A clock in ns since `origin` (a `processTime()`): a float with the resolution of the machine's clock. */
export function sessionClock(origin: bigint): () => number {
  const offset = calibrate(origin);
  // Asking the global object for it each time would cost more than it does.
  const clock = performance;
  return () => clock.now() * NS_PER_MS + offset;
}

/** The tightest of some readings: the one with the least time between the two clocks' answers. */
function calibrate(origin: bigint): number {
  let best = Infinity;
  let offset = 0;
  for (let round = 0; round < 16; round++) {
    const before = performance.now();
    const shared = Number(processTime() - origin);
    const after = performance.now();
    if (after - before < best) {
      best = after - before;
      offset = shared - ((before + after) / 2) * NS_PER_MS;
    }
  }
  return offset;
}
