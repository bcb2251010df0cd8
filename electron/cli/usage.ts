/** What the command line says about itself. */

/** The person asked for something that makes no sense: exit code 2, and where help is. */
export class UsageError extends Error {}
/** A file that cannot be read or written as asked: exit code 2. */
export class FileError extends UsageError {}

const SOURCE_FLAGS = `  --protocol NAME        a variant of the protocol instead of the scenario's own
  --config NAME=VALUE    a switch of the kernel (y, n or a number), as in PER_VMA_LOCK=n;
                         may be given several times
  --with FILE            with a change: the overrides of kernel functions in FILE, another scenario
                         or only they, in place of the kernel's`;

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

FILE is a path, or a shipped scenario's number or name (03, 03-munmap).
faultline COMMAND --help tells more. faultline --version prints the version.

Exit codes: 0 fine, 1 a property was violated, 2 the scenario or the usage is wrong,
3 inconclusive (interrupted, threads had to be cut off, or the heap was full).
`,
  catalogue: `faultline catalogue [options]

Explores every known bug of the per-VMA lock in every variant of the protocol, as it is and
mended, and prints the matrix: what is violated, in how many steps and switches, beside what
is expected. A bug without a scenario says why. Progress goes to standard error; Ctrl-C ends
it with what there is. All of it takes an hour on one core.

  --only B01,B07         these rows only
  --protocol A,B         these variants only
  --with FILE            with a change of the protocol: the overrides in FILE, a scenario or only they.
                         What it breaks, and what it mends, is told apart
  --time TIME            how long one exploration takes at most (default 10m)
  --jobs N               so many explorations at once, each on a core of its own; together they take
                         at most four fifths of the memory that is free (default 1)
  --markdown             the tables of docs/catalogue.md
  --json                 as JSON (docs/json-output.md)

Exit codes: 0 all as expected, 1 an exploration ended otherwise, 2 the usage is wrong or the
change compiles in no variant, 3 interrupted, or one came to no verdict.
`,
  compare: `faultline compare FILE [options]

Runs one load live in several variants of the protocol, by turns, and compares them: faults
a second, how they went, latencies and waiting, counters, memory. Of each figure the median
over the rounds, its spread, and its ratio to the first variant in the same round.

  --protocol A,B         these variants (default: all); the first is what others are compared to
  --threads 1,2,4        so many instances of each of the load's threads that has several, or of
                         all where none has: a single thread that unmaps stays one.
                         Default: as the load says
  --pairs N              rounds (default 5)
  --seconds TIME         how long each run is measured, after warming up (default 1s)
  --config NAME=VALUE    a switch of the kernel or the load
  --json                 as JSON (docs/json-output.md)
`,
  mutate: `faultline mutate FILE... [options]

Leaves out or weakens one line of the protocol after the other (a check, a mark, a wake-up,
an RCU section, a grace period, an order) and explores the scenarios with each such mutant:
which are killed, by what is then violated, and which survive, as no scenario needs the line.
A scenario that shows a mistake is mended first, as the catalogue says. Progress goes to
standard error; Ctrl-C ends it with what there is.

  --protocol NAME        a variant of the protocol instead of the scenario's own
  --config NAME=VALUE    a switch of the kernel or the scenario
  --file NAME            mutants of this file of the kernel (vma_lock.ts,rwsem_wake.ts), instead of
                         all that belong to the protocol
  --memory MODEL         sc, tso or lkmm-ra, as of explore; unless told, what the catalogue explores a
                         shipped scenario with. Barriers and orders are tried with tso and lkmm-ra only
  --once                 what one scenario kills is not tried in those after it
  --time TIME            how long one exploration takes at most (default 1m)
  --json                 as JSON (docs/json-output.md)
`,
  view: `faultline view FILE.faultline

Opens the window on a recording: of a session its report and timeline, of an exploration its
verdict, and its schedule in the player. It needs a display; faultline replay shows a schedule
in the terminal.
`,
  check: `faultline check FILE [options]

Checks a scenario together with the kernel: TypeScript's errors and the dialect's.

${SOURCE_FLAGS}
  --json                 diagnostics as JSON (docs/json-output.md)
`,
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
  explore: `faultline explore FILE [options]

Searches every interleaving of a scenario's threads, each body run as often as its
\`repeat\` says (once unless told), and reports that nothing is violated, or a
schedule that violates something, the shortest where that can be had. Make scenarios
small for it: few threads, few pages. Progress goes to standard error; Ctrl-C ends the
search.

  --max-states N         states to keep at most (default 4000000)
  --max-memory SIZE      end without a verdict before the states, and with --liveness the steps between them,
                         take more, as in 500M or 2G (default: what --max-states takes, about 40 bytes a
                         state at most; with --liveness about 50 more, and five for each transition)
  --objects N            objects of each struct that may exist at once (default 8)
  --time TIME            how long at most: 60s, 10m (default 10m)
  --strategy NAME        exhaustive (the default): breadth first; dfs: depth first, also all states, with
                         one worker and less memory, and counterexamples that need not be the shortest;
                         random or pct: schedules chosen at random, one by one, for scenarios too large
                         to see all states of
  --max-switches N       only schedules that leave a thread which could go on at most N times; what is
                         then verified is verified within N switches, and not in all schedules
  --reach LINE           look for the shortest schedule on which a thread comes to a line: of the scenario,
                         or FILE:LINE as in vma_lock.ts:43; LINE-LINE: the first of these with code
  --witness NAME         look for the shortest schedule to a state in which this sometimes holds
  --unreached            tell also which lines no thread comes to
  --seed N               of the strategies that choose at random (default 1)
  --workers N            threads that search at once (default: one for each core)
  --reduction none       store a state for each single access, instead of joining steps
                         that no other thread can tell apart. Sleep sets stay on: they change neither
                         states nor transitions
  --symmetry none        store each state by itself, also where another differs only in who of several
                         identical threads stands where
  --memory MODEL         sc (the default): sequential consistency; tso: a store buffer for each thread, as on
                         x86; lkmm-ra: stores may be found late unless something orders them, after
                         the Linux-kernel memory model (docs/memory-models.md)
  --liveness             look for starvation and livelock, too: schedules that go round for ever
                         though every thread that can always go does. Nothing is joined then
                         (--reduction none), and all states must fit
  --property NAME        check these properties of the protocol only (I1,I4; several times;
                         none); all unless told, see faultline list --properties
  --seq-bits N           sequence numbers of so few bits (2 to 32) that they wrap
${SOURCE_FLAGS}
  -o, --output FILE.faultline
                         record the verdict and its counterexample, sources and all
  --schedule TOKEN       no search: replay this schedule (see faultline replay --help)
  --all-steps            tell each step of a long schedule, not only those by which threads have to do
                         with each other, or change something
  --json                 the verdict as JSON (docs/json-output.md)

Exit codes: 0 verified, also within a bound, or reached; 1 violated, or what was asked for
with --reach or --witness cannot be reached; 2 the scenario or the usage is wrong;
3 inconclusive.
`,
  replay: `faultline replay FILE.faultline [options]
faultline replay --schedule TOKEN FILE [options]

Takes the steps of a counterexample again and shows each one: from a recording, by the
sources in it, or from the short text that explore prints below a counterexample, of a
scenario that is as it was.

  --schedule TOKEN       the steps, as explore printed them
  --to N                 only the first N steps, and where every thread stands then
  --property NAME        as the search had it (with --schedule only)
${SOURCE_FLAGS}
                         (both with --schedule only)
  --all-steps            tell each step of a long schedule, as explore does
  --json                 steps and state as JSON (docs/json-output.md)
`,
  export: `faultline export FILE.faultline --format FORMAT -o OUT

Writes what a recording holds, of a live session or of a counterexample, for other
programs. OUT takes its name when it is complete; what was there before is replaced.

  --format perfetto      a trace that https://ui.perfetto.dev opens: a track for each thread,
                         flows from cause to effect, counters
  --format html          one page that plays a counterexample in any browser: nothing is installed,
                         nothing is fetched
  --format svg           a picture: of a session its timeline, of a counterexample its steps in lanes
  --format itf           a counterexample's states in the Informal Trace Format; replay and export
                         take such a file in place of a recording
  --format faultline     a recording again, from an exported itf file
  --format csv           of a session, its counters and latencies over time; of a
                         counterexample, its steps
  --table counters|histograms
                         which figures of a session (csv only; default counters)
  -o, --output OUT       where to
`,
  layout: `faultline layout FILE [STRUCT] [options]

Shows each struct (or one) of the program: offset, size and cache line of every field.

${SOURCE_FLAGS}
  --json                 as JSON (docs/json-output.md)
`,
  emit: `faultline emit FILE -o X.wasm [options]

Writes the WebAssembly module that would run.

  -o, --output FILE      where to
  --mode trace|throughput, --checks full|quarantine
                         as for run
${SOURCE_FLAGS}
`,
  litmus: `faultline litmus [NAME] [options]

Explores small programs of a few accesses with each memory model, and says whether the
outcome that each is about can happen: what the Linux-kernel memory model documents,
and where the lab's model is stronger (docs/memory-models.md).

  NAME                   only tests with this in their name, as SB, or release
  --memory MODEL         only this one: sc, tso or lkmm-ra
  --json                 as JSON (docs/json-output.md)

Exit codes: 0 all as expected, 1 a row is not, 3 interrupted.
`,
  list: `faultline list [--properties] [--json]

The scenarios that ship with Faultline, by the name that other commands take for FILE.

  --properties           instead: the properties of the protocol that explorations check
`,
};
