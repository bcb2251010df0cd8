/** Threads that do what a test says: the words that a session's threads write down of themselves. */
import type { ChanceSetup } from '../../../../electron/engine/live/chance';
import { STATUS, THREAD, THREADS_BASE } from '../../../../shared/dialect/live/abi';

export function stagedThreads(...statuses: (keyof typeof STATUS)[]) {
  const blocks = statuses.map((_, thread) => thread * 1024);
  // As large as what a sampler reads of: the control page is behind the blocks.
  const words = new Int32Array(new SharedArrayBuffer(2 * THREADS_BASE));
  let used = 0;
  let delayed = 0;
  let wakes = 0;
  let asleep = false;
  const become = (thread: number, status: keyof typeof STATUS): void => void (words[(blocks[thread]! + THREAD.status) / 4] = STATUS[status]);
  statuses.forEach((status, thread) => become(thread, status));
  const setup: ChanceSetup = { buffer: words.buffer, threads: blocks.map((block) => ({ block })), control: { wakeSleepers: () => void wakes++ }, processorTimes: () => ({ ranMs: used, delayedMs: delayed }), asleep: () => asleep };
  return {
    setup,
    become,
    sleepAgain: (thread: number) => void words[(blocks[thread]! + THREAD.sleeps) / 4]!++,
    /** It has looked so often at the condition it waits for. */
    poll: (thread: number, polls: number) => void (words[(blocks[thread]! + THREAD.polls) / 4] = polls),
    /** It begins its next iteration. */
    finishIteration: (thread: number) => void words[(blocks[thread]! + THREAD.iterations) / 4]!++,
    /** Its next sleep is at another place. */
    moveOn: (thread: number) => void words[(blocks[thread]! + THREAD.waitSite) / 4]!++,
    /** The operating system has none of them ready to run. */
    fallAsleep: () => void (asleep = true),
    /** Processor time of each, ms. */
    use: (ms: number) => void (used += ms),
    /** Time that each has waited for a processor, ms. */
    delay: (ms: number) => void (delayed += ms),
    wakes: () => wakes,
  };
}
