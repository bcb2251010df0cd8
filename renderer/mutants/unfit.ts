/** Why a scenario cannot tell mutants, in the window's words, and what to do about it. */
import { whyInconclusive } from '../explore/inconclusive.ts';

/** Where the search met a bound; else the scenario itself is wrong, and the reason says how. */
const tooLarge = /^(more objects|the memory for states|the time is over|what is stored)/;

/** `called`: the scenario. `reason`: what the engine says. */
export function unfitText(called: string, reason: string): string {
  const { why, covered } = whyInconclusive(reason.replace(/\.$/, ''));
  const told = `${called} is not verified as it is, so it cannot tell mutants: ${why}${covered && `; ${covered}`}.`;
  return tooLarge.test(why) ? `${told} Make it smaller, with fewer threads, pages and repeats, until Explore verifies it.` : told;
}
