/** What the command line says about itself, and about each command. */
import { LIVE_HELP } from './live.ts';
import { RECORDINGS_HELP } from './recordings.ts';
import { SEARCH_HELP } from './search.ts';
import { SOURCES_HELP } from './sources.ts';

export const HELP: Record<string, string> = {
  '': `Faultline: the Linux per-VMA lock on real cores.

  faultline check FILE         say what is wrong with a scenario
  faultline run [FILE]         run a scenario on worker threads and report
  faultline explore FILE       search every interleaving of a small scenario
  faultline replay FILE.faultline
                               show a recorded counterexample, step by step
  faultline export FILE.faultline --format FORMAT -o OUT
                               write a recording for other programs: perfetto, itf, html, svg, csv
  faultline catalogue          explore the known bugs in every variant of the protocol: the matrix
  faultline compare FILE       run one load in every variant, by turns: throughput, latencies, memory
  faultline mutate FILE...     leave out or weaken each line of the protocol in turn: which ones a scenario needs
  faultline view FILE.faultline
                               open the window on a recording
  faultline layout FILE [STRUCT]
                               show offsets and cache lines of the kernel's structs
  faultline emit FILE -o X.wasm
                               write the live code that a scenario compiles to
  faultline litmus             what the memory models allow, by small tests
  faultline list               the scenarios that ship with Faultline

FILE is a path, a shipped scenario's number or name (03, 03-munmap), or - for
standard input, which is called stdin.ts.
faultline COMMAND --help tells more. faultline --version prints the version.

Exit codes: 0 fine, 1 a property was violated, 2 the scenario or the usage is wrong,
3 inconclusive (interrupted, threads had to be cut off, or the heap was full).
`,
  ...SEARCH_HELP,
  ...LIVE_HELP,
  ...RECORDINGS_HELP,
  ...SOURCES_HELP,
};
