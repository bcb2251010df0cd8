/** What is said of commands for what was found and recorded. */
import { SOURCE_FLAGS } from './source-flags.ts';

export const RECORDINGS_HELP = {
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
  --format itf           a counterexample's states in the Informal Trace Format; replay, export
                         and view take such a file in place of a recording
  --format faultline     a recording again, from an exported itf file
  --format csv           of a session, its counters and latencies over time; of a
                         counterexample, its steps
  --table counters|histograms
                         which figures of a session (csv only; default counters)
  -o, --output OUT       where to
`,
  view: `faultline view FILE.faultline

Opens the window on a recording: of a session its report and timeline, of an exploration its
verdict, and its schedule in the player. It needs a display; faultline replay shows a schedule
in the terminal.
`,
};
