/** Who searches: the caller's own thread, in slices, and where there is enough to do, other threads beside it. */
import { SHARED } from '../../../shared/dialect/step/abi.ts';
import { Levels, PHASE, type Stumble } from './levels.ts';
import type { SearchThreads } from './search-threads.ts';
import type { SearchCode, Space } from './space.ts';

/** How often the caller's thread looks up from its own part. */
const WATCH_MS = 10;

export interface Watch {
  /** After each slice of a fraction of a millisecond. */
  now(): void;
  /** Now and then, for what takes longer: the search waits for what it answers. */
  thorough(): Promise<void> | null;
}

export class Crew {
  private called = false;
  private joined = false;

  constructor(
    private readonly space: Space,
    private readonly threads: SearchThreads | undefined,
  ) {}

  /** Workers that take part. */
  get size(): number {
    return this.joined ? this.space.workers : 1;
  }

  /** Calls the others, if there are any, and answers whether they could join now. */
  call(): boolean {
    if (!this.threads) return false;
    if (!this.called) this.threads.enter(this.space.shared);
    this.called = true;
    return this.threads.areReady;
  }

  /** From the next pass on, they take part. */
  join(): void {
    this.joined = true;
  }

  /** Only the caller's thread takes part from now on. */
  dismiss(): void {
    this.joined = false;
  }

  /** One pass through the states, until the phase is no longer running. What ended it: several may come upon something at the same time. */
  async pass(code: SearchCode, watch: Watch): Promise<Stumble[]> {
    const others = Promise.all(this.joined ? this.threads!.begin() : []);
    // Nobody is to wait for one that has died.
    others.catch(() => this.space.set('phase', PHASE.stopped));
    const own = await this.ownPass(code, watch);
    return [own, ...(await others)].filter((stumble) => stumble !== null);
  }

  private async ownPass(code: SearchCode, watch: Watch): Promise<Stumble | null> {
    const { space } = this;
    const levels = new Levels(space, 0, code);
    let lastLook = performance.now();
    while (space.get('phase') === PHASE.running) {
      const stumble = levels.slice();
      if (stumble) return stumble;
      watch.now();
      if (performance.now() - lastLook < WATCH_MS) continue;
      // Lets signals, messages and timers through.
      await new Promise((resolve) => void setImmediate(resolve));
      await this.paused(watch.thorough());
      lastLook = performance.now();
    }
    return null;
  }

  private async paused(pause: Promise<void> | null): Promise<void> {
    if (!pause) return;
    const { space } = this;
    space.set('paused', 1);
    await pause;
    space.set('paused', 0);
    Atomics.notify(space.words, space.at('shared', SHARED.paused));
  }
}
