import { ensureSandbox } from './sandbox.mjs';

/**
 * Chromium's allocator keeps the pages that V8's compilers give back and take again all the time (docs/decisions/0031). The main process must know before its script
 * runs; electron/main/processes.ts tells the others.
 */
const keepPages = '--enable-features=PartitionAllocLargeEmptySlotSpanRing';

/**
 * What Electron is started with, before the application's folder.
 * @param {string} executable Electron's
 */
export async function electronArguments(executable) {
  return [...(await ensureSandbox(executable)), keepPages];
}
