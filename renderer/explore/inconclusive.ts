/** Why there is no verdict, and what would help, in the window's words. */
import type { ExploreLimits } from '../../shared/ipc/explore-limits.ts';
import { formatBytes, formatInteger } from '../format.ts';
import { formatDuration } from '../run/duration.ts';

/** The engine says why first, and after a semicolon how far it came, with the options of the command line, which the window does not have. */
export function whyInconclusive(reason: string): { why: string; covered: string } {
  const [why, ...covered] = reason.split('; ');
  return { why: why!.replace(/ \(--[a-z-]+\)/g, ''), covered: covered.join('; ') };
}

/** By what the reason begins with. */
const remedies: [why: RegExp, remedy: (limits: ExploreLimits) => string][] = [
  [/^it was stopped/, () => 'let it go on to its end'],
  [/^the time is over/, ({ timeMs }) => `give it more time than ${timeMs === null ? 'it had' : formatDuration(timeMs)} (Limits, Time)`],
  [/^the memory for states/, ({ maxStates }) => `let it store more than ${formatInteger(maxStates)} states (Limits, States)`],
  [/^what is stored takes/, ({ maxBytes = null }) => `let what is stored take more than ${maxBytes === null ? 'it may' : formatBytes(maxBytes)} (Limits, Bytes)`],
  [/^more objects/, ({ objects }) => `let there be more than ${formatInteger(objects)} objects of a struct at once (Limits, Objects)`],
];

/** The nearest thing to do about it. */
export function remedyFor(why: string, limits: ExploreLimits): string {
  return remedies.find(([of]) => of.test(why))?.[1](limits) ?? 'raise the limits';
}
