/** How fast a search goes now: over its last second, so that the figure neither jumps nor lags. */
import type { Figures } from './verdict.ts';

const windowMs = 1000;

export class Rate {
  #seen: Pick<Figures, 'states' | 'ms'>[] = [];

  /** States a second; 0 until there is something to compare with. `ms` stands still while the search is paused. */
  add({ states, ms }: Pick<Figures, 'states' | 'ms'>): number {
    // The search has begun again.
    if (states < (this.#seen.at(-1)?.states ?? 0)) this.#seen = [];
    this.#seen.push({ states, ms });
    while (this.#seen.length > 2 && this.#seen[1]!.ms <= ms - windowMs) this.#seen.shift();
    const first = this.#seen[0]!;
    return ms > first.ms ? ((states - first.states) / (ms - first.ms)) * 1000 : 0;
  }
}
