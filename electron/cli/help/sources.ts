/** What is said of commands that look at sources. */
import { SOURCE_FLAGS } from './source-flags.ts';

export const SOURCES_HELP = {
  check: `faultline check FILE [options]

Checks a scenario together with the kernel: TypeScript's errors and the dialect's.

${SOURCE_FLAGS}
  --json                 diagnostics as JSON (docs/json-output.md)
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
  list: `faultline list [--properties] [--json]

The scenarios that ship with Faultline, by the name that other commands take for FILE.

  --properties           instead: the properties of the protocol that explorations check
`,
};
