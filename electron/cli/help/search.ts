/** What is said of commands that search. */
import { SOURCE_FLAGS } from './source-flags.ts';

export const SEARCH_HELP = {
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
  catalogue: `faultline catalogue [options]

Explores every known bug of the per-VMA lock in every variant of the protocol, as it is and
mended, and prints the matrix: what is violated, in how many steps and switches, beside what
is expected. A bug without a scenario says why. Progress goes to standard error; Ctrl-C ends
it with what there is. All of it takes a quarter of an hour on one fast core, and an hour on a
slow one.

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
  --liveness             look for schedules that go round for ever, too, as explore does
  --once                 what one scenario kills is not tried in those after it
  --time TIME            how long one exploration takes at most (default 1m)
  --json                 as JSON (docs/json-output.md)
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
};
