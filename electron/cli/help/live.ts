/** What is said of commands that run programs live. */
import { SOURCE_FLAGS } from './source-flags.ts';

export const LIVE_HELP = {
  run: `faultline run [FILE] [options]

Runs a scenario on worker threads over shared memory; without FILE the one that
a fault and munmap race in (03).
Ctrl-C ends the run and reports what there is.

  --duration TIME        how long: 5s, 500ms, 2m (default 10s)
  --iterations N         instead: until every thread has run its body N times
  --mode trace|throughput
                         trace: every event is recorded (default)
                         throughput: counters and sampled latencies only
  --checks full|quarantine
                         full: each access to memory is checked (default when tracing)
                         quarantine: frees are, and what is freed for writes (default otherwise)
  --seed N               for pick(); drawn and shown when not given
  --overhead             afterwards: what tracing costs, by six short runs with and without
${SOURCE_FLAGS}
  -o, --output FILE.faultline
                         record the session
  --json                 the report as JSON (docs/json-output.md)
`,
  compare: `faultline compare FILE [options]

Runs one load live in several variants of the protocol, by turns, and compares them: faults
a second, how they went, latencies and waiting, counters, memory. Of each figure the median
over the rounds, its spread, and its ratio to the first variant in the same round.

  --protocol A,B         these variants (default: all); the first is what others are compared to
  --threads 1,2,4        so many instances of each of the load's threads that has several, or of
                         all where none has: a single thread that unmaps stays one.
                         Default: as the load says
  --pairs N              so many rounds, each of which runs all of them in turn (default 5)
  --seconds TIME         how long each run is measured, after warming up (default 1s)
  --config NAME=VALUE    a switch of the kernel or the load
  --json                 as JSON (docs/json-output.md)
`,
};
