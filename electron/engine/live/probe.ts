/**
 * Makes sure of what the watchdog suspects. On a machine that has other things to do, a thread that was woken sleeps on for
 * seconds, as far as one can see, and one that runs gets nowhere. So nobody is accused who had no processor:
 *
 * ```
 *   suspected ──► all that wait are woken ──► each has looked again and sleeps again, still suspected ──► sure
 *   suspected ──► a thread that runs      ──► has had its share of processor time,    still suspected ──► sure
 * ```
 * Waking is harmless: a wait may end for no reason, and who waits looks again.
 */
import { THREAD } from '../../../shared/dialect/live/abi.ts';
import type { SessionSample } from '../../../shared/trace/session.ts';
import type { Control } from './control.ts';
import type { ThreadPlan } from './threads.ts';
import type { Suspicion } from './watchdog.ts';

interface Question extends Suspicion {
  /** How often each thread that waits has gone to sleep; undefined for the others. */
  sleeps: (number | undefined)[];
  /** Processor time of this process, ms. */
  usedMs: number;
}

export class Probe {
  private asked: Question | null = null;
  private readonly words: Int32Array;

  /** `shareMs`: processor time after which a thread that runs could have got somewhere. */
  constructor(
    buffer: ArrayBufferLike,
    private readonly threads: readonly ThreadPlan[],
    private readonly control: Pick<Control, 'wakeSleepers'>,
    private readonly shareMs: number,
    private readonly processorMs: () => number = ownProcessorMs,
  ) {
    this.words = new Int32Array(buffer);
  }

  /** Whether the suspicion of this sample is certain; null clears what was suspected before. */
  confirms(suspicion: Suspicion | null, sample: SessionSample): boolean {
    if (suspicion && this.asked?.kind === suspicion.kind && this.asked.thread === suspicion.thread) return this.answered(this.asked, sample);
    this.asked = suspicion && { ...suspicion, sleeps: this.sleeps(sample), usedMs: this.processorMs() };
    if (suspicion) this.control.wakeSleepers();
    return false;
  }

  private answered({ kind, sleeps, usedMs }: Question, { threads }: SessionSample): boolean {
    if (kind === 'infinite-loop') {
      const running = threads.filter(({ status }) => status === 'running').length;
      return this.processorMs() - usedMs >= running * this.shareMs;
    }
    return sleeps.every((before, thread) => before === undefined || before !== this.sleepsOf(thread));
  }

  private sleeps({ threads }: SessionSample): (number | undefined)[] {
    return threads.map(({ status }, thread) => (status === 'sleeping' || status === 'polling' ? this.sleepsOf(thread) : undefined));
  }

  private sleepsOf(thread: number): number {
    return Atomics.load(this.words, (this.threads[thread]!.block + THREAD.sleeps) / 4);
  }
}

function ownProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
