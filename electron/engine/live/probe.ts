/**
 * Makes sure of what the watchdog suspects: nobody is accused who had no chance (chance.ts) since it was suspected first, unless it is certain
 * that all sleep for good (stillness.ts).
 */
import { Chance, type ChanceSetup } from './chance.ts';
import { Stillness } from './stillness.ts';
import type { Suspicion } from './watchdog.ts';

export class Probe {
  private asked: { suspicion: Suspicion; chance: Chance | null; stillness: Stillness | null } | null = null;

  /** `shareMs`: processor time after which a thread that runs could have got somewhere. */
  constructor(
    private readonly setup: ChanceSetup,
    private readonly shareMs: number,
  ) {}

  /** Whether what is suspected now is certain; null clears what was suspected before. */
  confirms(suspicion: Suspicion | null): boolean {
    const { asked } = this;
    if (suspicion && asked?.suspicion.kind === suspicion.kind && asked.suspicion.thread === suspicion.thread) {
      if (asked.stillness?.lasts) return true;
      asked.stillness = null;
      if (asked.chance) return suspicion.kind === 'infinite-loop' ? asked.chance.ran(this.shareMs) : asked.chance.looked;
      asked.chance = new Chance(this.setup);
      return false;
    }
    const stillness = suspicion?.kind === 'deadlock' ? new Stillness(this.setup) : null;
    this.asked = suspicion && (stillness?.began ? { suspicion, stillness, chance: null } : { suspicion, stillness: null, chance: new Chance(this.setup) });
    return false;
  }

  /** Whether a thread that runs does so only because it was woken to make sure. */
  looking(thread: number): boolean {
    return this.asked?.chance?.looking(thread) ?? false;
  }
}
