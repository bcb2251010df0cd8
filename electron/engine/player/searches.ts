/** The searches of a player: one at a time, in a memory that they share. A new one ends the one before, and begins when that has ended. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Figures } from '../../../shared/explore/verdict.ts';
import { openSpace } from '../explore/boot.ts';
import type { SearchEnd } from '../explore/covers.ts';
import { search } from '../explore/search.ts';
import type { Space } from '../explore/space.ts';

export class Searches {
  /** Of the search from one state that is under way; null: there is none. */
  figures: Figures | null = null;
  private made: Space | null = null;
  private current = new AbortController();
  /** Until the search that is under way has ended. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly image: StepImage,
    private readonly objects: number,
    private readonly workerUrl?: URL,
  ) {}

  /** Made when it is first needed. */
  get space(): Space {
    return (this.made ??= openSpace(this.image));
  }

  cancel(): void {
    this.current.abort();
  }

  next<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.current.abort();
    const { signal } = (this.current = new AbortController());
    const result = this.last.then(() => work(signal));
    this.last = result.catch(() => {});
    return result;
  }

  /** Everything that can follow a state, in work that was begun with `next`. `liveness`: schedules that go round for ever, too. */
  async from(state: Int32Array<ArrayBuffer>, { limitMs, liveness, signal }: { limitMs: number; liveness: boolean; signal: AbortSignal }): Promise<SearchEnd> {
    const onProgress = (figures: Figures): void => void (this.figures = figures);
    try {
      return await search(this.image, { objects: this.objects, signal, from: state, limitMs, liveness, onProgress, ...(this.workerUrl && { workerUrl: this.workerUrl }) }, this.space);
    } finally {
      this.figures = null;
    }
  }
}
