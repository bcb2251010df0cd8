/**
 * Has V8 optimise ten times later. Most commands are over in a second or two: what they use of JavaScript is cold by the time that it is optimised, and the search
 * and live threads are WebAssembly, which has thresholds of its own. Import before anything else: V8 refuses a cache that was made under other flags.
 * What it gives: docs/decisions/0032.
 */
import { setFlagsFromString } from 'node:v8';

/** V8's own thresholds, times ten. Its version 11 (Node 20) counts bytes of what was run, later ones how often a function was called. */
const FLAGS = {
  bytes: ['--interrupt-budget=675840'],
  calls: ['--invocation-count-for-maglev=4000', '--invocation-count-for-turbofan=30000', '--invocation-count-for-osr=5000'],
};

for (const flag of FLAGS[Number.parseInt(process.versions.v8, 10) < 12 ? 'bytes' : 'calls']) setFlagsFromString(flag);
