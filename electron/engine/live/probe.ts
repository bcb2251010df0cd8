/**
 * Makes sure of what the watchdog suspects: nobody is accused who had no chance (chance.ts) since it was suspected first, unless it is certain
 * that all sleep for good (stillness.ts).
 */
import { Chance, type ChanceSetup } from './chance.ts';
import { Stillness } from './stillness.ts';
import type { Suspicion } from './watchdog.ts';

export class Probe {
  private asked: { suspicion: Suspicion; by: Stillness | Chance } | null = null;

  /** `shareMs`: processor time after which a thread that runs could have got somewhere. */
  constructor(
    private readonly setup: ChanceSetup,
    private readonly shareMs: number,
  ) {}

  /** Whether what is suspected now is certain; null clears what was suspected before. */
  confirms(suspicion: Suspicion | null): boolean {
    const { asked } = this;
    if (suspicion && asked?.suspicion.kind === suspicion.kind && asked.suspicion.thread === suspicion.thread) {
      if (asked.by instanceof Chance) return suspicion.kind === 'infinite-loop' ? asked.by.ran(this.shareMs) : asked.by.looked;
      if (asked.by.lasts) return true;
      asked.by = new Chance(this.setup);
      return false;
    }
    this.asked = suspicion && { suspicion, by: this.begin(suspicion) };
    return false;
  }

  /** Whether a thread that runs does so only because it was woken to make sure. */
  looking(thread: number): boolean {
    const by = this.asked?.by;
    return by instanceof Chance && by.looking(thread);
  }

  /** Wakes nobody where all may sleep for good. */
  private begin({ kind }: Suspicion): Stillness | Chance {
    const stillness = kind === 'deadlock' ? new Stillness(this.setup) : null;
    return stillness?.began ? stillness : new Chance(this.setup);
  }
}
