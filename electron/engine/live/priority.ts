/** How much this thread insists on a processor when there are not enough of them. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';

/**
 * Makes the calling thread nicer (0 to 19: the higher, the more it lets others go first), so that a window stays responsive
 * beside threads that never pause. Linux only, where a thread has a priority of its own; elsewhere it does nothing.
 */
export function beNice(nice: number): void {
  try {
    // `PID/task/TID` of the thread that asks.
    setPriority(Number(path.basename(readlinkSync('/proc/thread-self'))), nice);
  } catch {
    // It runs as it did before.
  }
}
