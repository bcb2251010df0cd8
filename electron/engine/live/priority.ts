/** A thread and its processor, as Linux sees it: how much it insists on one when there are not enough, and how long it had one. */
import { readFileSync, readlinkSync } from 'node:fs';
import { availableParallelism, setPriority } from 'node:os';
import path from 'node:path';

/**
 * Makes the calling thread nicer (0 to 19: the higher, the more it lets others go first), so that a window stays responsive
 * beside threads that never pause. Linux only, where a thread has a priority of its own; elsewhere it does nothing.
 */
export function beNice(nice: number): void {
  try {
    setPriority(ownThread(), nice);
  } catch {
    // It runs as it did before.
  }
}

/** By how much a step of niceness lowers the share that a thread has of a processor. */
const NICE_STEP = 1.25;
const NICEST = 19;

/**
 * How nice so many threads that never pause have to be for whoever looks at them: those on one processor then weigh together as much as
 * one that is not. Otherwise the tracer, and Stop, would have their turn after all others.
 */
export function niceOfCrowd(threads: number, processors = availableParallelism()): number {
  return Math.min(NICEST, Math.max(0, Math.ceil(Math.log(threads / processors) / Math.log(NICE_STEP))));
}

/** The number of the calling thread, which Linux gives to each; 0 elsewhere. */
export function ownThread(): number {
  try {
    // `PID/task/TID`
    return Number(path.basename(readlinkSync('/proc/thread-self')));
  } catch {
    return 0;
  }
}

export interface ProcessorTimes {
  /** On a processor, and waiting for one, ms. */
  ranMs: number;
  delayedMs: number;
}

/** Whether a thread of this process neither runs nor could, if it had a processor; false where nobody says. */
export function isAsleep(thread: number): boolean {
  if (thread === 0) return false;
  try {
    // `TID (name) S …`, where the name may be anything.
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'S';
  } catch {
    return false;
  }
}

/** Of a thread of this process; null: not known, or it has ended. What it waits for a processor now is not in it. */
export function processorTimesOf(thread: number): ProcessorTimes | null {
  if (thread === 0) return null;
  try {
    const [ran, delayed] = readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ');
    return { ranMs: Number(ran) / 1e6, delayedMs: Number(delayed) / 1e6 };
  } catch {
    return null;
  }
}
