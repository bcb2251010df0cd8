import { ensureSandbox } from './sandbox.mjs';

/**
 * Chromium's allocator keeps the pages that V8's compilers give back and take again all the time (docs/decisions/0031). The main process must know before its script
 * runs; electron/main/processes.ts tells the others.
 */
const keepPages = '--enable-features=PartitionAllocLargeEmptySlotSpanRing';

/**
 * V8 optimises ten times later than it would by itself (docs/decisions/0032; electron/cli/optimise-later.ts has the same for the command line). In the main process,
 * which hands it on to the others.
 */
const optimiseLater = '--js-flags=--invocation-count-for-maglev=4000 --invocation-count-for-turbofan=30000 --invocation-count-for-osr=5000';

/**
 * What Electron is started with, before the application's folder.
 * @param {string} executable Electron's
 */
export async function electronArguments(executable) {
  return [...(await ensureSandbox(executable)), keepPages, optimiseLater];
}
