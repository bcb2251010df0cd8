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
}

interface Word {
  /** The step that wrote it last, and the last of each thread that read it since; indices. A thread's earlier ones come before that anyway. */
  write: number;
  readBy: Map<number, number>;
}

export class Causes {
  private readonly steps: Past[] = [];
  private readonly words = new Map<number, Word>();
  /** The last step of each thread, and who woke it since; indices. */
  private readonly last = new Map<number, number>();
  private readonly wakers = new Map<number, number[]>();
  /** The words that each thread has read, with the last step that did; indices. */
  private readonly looked = new Map<number, Map<number, number>>();

  constructor(private readonly run: StepRun) {}

  /** Adds the next step; answers the earlier steps of other threads that it comes directly after. */
  add(thread: number, { reads, writes, woke }: Footprint): number[] {
    const before = new Set<number>();
    const from = (step: number | undefined): void => void (step !== undefined && step >= 0 && before.add(step));
    from(this.last.get(thread));
    this.wakers.get(thread)?.forEach(from);
    for (const word of reads) from(this.words.get(word)?.write);
    for (const word of writes) {
      from(this.words.get(word)?.write);
      this.words.get(word)?.readBy.forEach(from);
    }
    const clock = new Uint32Array(this.run.image.layout.threads.length);
    for (const step of before) this.steps[step]!.clock.forEach((n, t) => (clock[t] = Math.max(clock[t]!, n)));
    clock[thread]!++;
    const index = this.steps.push({ thread, clock }) - 1;
    this.last.set(thread, index);
    this.wakers.delete(thread);
    for (const sleeper of woke) this.wakers.set(sleeper, [...(this.wakers.get(sleeper) ?? []), index]);
    const looked = this.lookedAt(thread);
    for (const word of reads) {
      this.word(word).readBy.set(thread, index);
      looked.set(word, index);
    }
    for (const word of writes) this.words.set(word, { write: index, readBy: new Map() });
    return [...before].filter((step) => this.steps[step]!.thread !== thread && this.isDirect(step, before)).sort((a, b) => a - b);
  }

  /**
   * The threads that could end a thread's wait for these words: who wrote them last, such as the holder of a lock. A sleeper's
   * word is often its own; then who wrote what it looked at last, of all that somebody else wrote.
   */
  whoBlocks(thread: number, words: readonly number[]): number[] {
    const found = new Set(words.map((word) => this.writerOf(word, thread)).filter((writer) => writer !== null));
    if (found.size === 0) {
      let last = -1;
      for (const [word, step] of this.lookedAt(thread)) {
        const writer = step < last ? null : this.writerOf(word, thread);
        if (writer === null) continue;
        if (step > last) found.clear();
        last = step;
        found.add(writer);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Who wrote a word last; null: nobody but that thread, or one that has ended. */
  private writerOf(word: number, except: number): number | null {
    const writer = this.steps[this.words.get(word)?.write ?? -1]?.thread;
    return writer === undefined || writer === except || this.run.ended(writer) ? null : writer;
  }

  private lookedAt(thread: number): Map<number, number> {
    let known = this.looked.get(thread);
    if (!known) this.looked.set(thread, (known = new Map()));
    return known;
  }

  /** Whether no other of the steps before lies in between. */
  private isDirect(step: number, before: ReadonlySet<number>): boolean {
    const { thread, clock } = this.steps[step]!;
    return ![...before].some((other) => other !== step && this.steps[other]!.clock[thread]! >= clock[thread]!);
  }

  private word(word: number): Word {
    let known = this.words.get(word);
    if (!known) this.words.set(word, (known = { write: -1, readBy: new Map() }));
    return known;
  }
}
