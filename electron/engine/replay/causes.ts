/**
 * Which steps had to come before which: vector clocks over the words that steps read and write. (Lamport, "Time, Clocks, and
 * the Ordering of Events in a Distributed System", 1978; Mattern, "Virtual Time and Global States of Distributed Systems", 1988.)
 */
import type { Footprint } from './footprint.ts';
import type { StepRun } from './step-run.ts';

interface Past {
  thread: number;
  /** For each thread, how many of its steps come before this one's end, this one included. */
  clock: Uint32Array;
  reads: ReadonlySet<number>;
}

interface Word {
  /** The step that wrote it last, and those that read it since; indices. */
  write: number;
  reads: number[];
}

export class Causes {
  private readonly steps: Past[] = [];
  private readonly words = new Map<number, Word>();
  /** The last step of each thread, and who woke it since; indices. */
  private readonly last = new Map<number, number>();
  private readonly wakers = new Map<number, number>();

  constructor(private readonly run: StepRun) {}

  /** Adds the next step; answers the earlier steps of other threads that it comes directly after. */
  add(thread: number, { reads, writes, woke }: Footprint): number[] {
    const before = new Set<number>();
    const from = (step: number | undefined): void => void (step !== undefined && step >= 0 && before.add(step));
    from(this.last.get(thread));
    from(this.wakers.get(thread));
    for (const word of reads) from(this.words.get(word)?.write);
    for (const word of writes) {
      from(this.words.get(word)?.write);
      this.words.get(word)?.reads.forEach(from);
    }
    const clock = new Uint32Array(this.run.image.layout.threads.length);
    for (const step of before) this.steps[step]!.clock.forEach((n, t) => (clock[t] = Math.max(clock[t]!, n)));
    clock[thread]!++;
    const index = this.steps.push({ thread, clock, reads }) - 1;
    this.last.set(thread, index);
    this.wakers.delete(thread);
    for (const sleeper of woke) this.wakers.set(sleeper, index);
    for (const word of reads) this.word(word).reads.push(index);
    for (const word of writes) this.words.set(word, { write: index, reads: [] });
    return [...before].filter((step) => this.steps[step]!.thread !== thread && this.isDirect(step, before)).sort((a, b) => a - b);
  }

  /**
   * The threads that could end a thread's wait for these words: who wrote them last, such as the holder of a lock. A sleeper's
   * word is often its own; then, going back over what it read, who wrote what it looked at.
   */
  whoBlocks(thread: number, words: readonly number[]): number[] {
    const found = this.writersOf(words, thread);
    for (let step = this.steps.length - 1; found.size === 0 && step >= 0; step--) {
      const past = this.steps[step]!;
      if (past.thread === thread) for (const other of this.writersOf(past.reads, thread)) found.add(other);
    }
    return [...found].sort((a, b) => a - b);
  }

  private writersOf(words: Iterable<number>, except: number): Set<number> {
    const found = new Set<number>();
    for (const word of words) {
      const writer = this.steps[this.words.get(word)?.write ?? -1]?.thread;
      if (writer !== undefined && writer !== except && !this.run.ended(writer)) found.add(writer);
    }
    return found;
  }

  /** Whether no other of the steps before lies in between. */
  private isDirect(step: number, before: ReadonlySet<number>): boolean {
    const { thread, clock } = this.steps[step]!;
    return ![...before].some((other) => other !== step && this.steps[other]!.clock[thread]! >= clock[thread]!);
  }

  private word(word: number): Word {
    let known = this.words.get(word);
    if (!known) this.words.set(word, (known = { write: -1, reads: [] }));
    return known;
  }
}
