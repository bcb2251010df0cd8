import { ensureSandbox } from './sandbox.mjs';

/**
 * V8's compilers take memory in pieces of 32 KB and soon give them back. Chromium's allocator keeps the pages of 16 such pieces and gives all others to the system at
 * once, which on a virtual machine costs more than what they were for; so it keeps 128. The main process asks before its script runs: its windows are told by
 * electron/main/processes.ts.
 */
const keepPages = '--enable-features=PartitionAllocLargeEmptySlotSpanRing';

/**
 * What Electron is started with, before the application's folder.
 * @param {string} executable Electron's
 */
export async function electronArguments(executable) {
  return [...(await ensureSandbox(executable)), keepPages];
}
