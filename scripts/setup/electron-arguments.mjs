import { ensureSandbox } from './sandbox.mjs';

/**
 * Chromium's allocator keeps the pages that V8's compilers give back and take again all the time (docs/decisions/0031). The main process must know before its script
 * runs; electron/main/processes.ts tells the others.
 */
const keepPages = '--enable-features=PartitionAllocLargeEmptySlotSpanRing';

/** V8's, in the main process, which hands them on to the others. */
const v8Flags = [
  // It optimises ten times later than it would by itself (docs/decisions/0032; electron/cli/optimise-later.ts has the same for the command line).
  '--invocation-count-for-maglev=4000',
  '--invocation-count-for-turbofan=30000',
  '--invocation-count-for-osr=5000',
  // It frees no WebAssembly code of a module that runs, for which it would look through the stacks of all threads (docs/decisions/0034).
  '--no-wasm-code-gc',
];

/**
 * What Electron is started with, before the application's folder.
 * @param {string} executable Electron's
 */
export async function electronArguments(executable) {
  return [...(await ensureSandbox(executable)), keepPages, `--js-flags=${v8Flags.join(' ')}`];
}
