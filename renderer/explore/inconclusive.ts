/** Why there is no verdict, and what would help, in the window's words. */
import type { Coverage } from '../../shared/explore/verdict.ts';
import { withoutFlags } from '../../shared/explore/reason.ts';
import type { ExploreLimits } from '../../shared/ipc/explore-limits.ts';
import { formatBytes, formatInteger } from '../format.ts';
import { switchText } from '../../shared/report/switch-text.ts';
import { formatDuration } from '../run/duration.ts';

/** The engine says why first, and after a semicolon how far it came, with the options of the command line, which the window does not have. */
export function whyInconclusive(reason: string): { why: string; covered: string } {
  const [why, ...covered] = reason.split('; ');
  return { why: withoutFlags(why!), covered: covered.join('; ') };
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

const savers: Record<string, boolean | number> = { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false };

/** What makes a search smaller, but for what was done about it. */
export function smaller({ maxSwitches, config }: Pick<Coverage, 'maxSwitches' | 'config'>): string {
  const unset = Object.entries(savers).flatMap(([name, value]) => (name in config && config[name] !== value ? [switchText(name, value)] : []));
  const few = maxSwitches === null ? '; or explore only schedules with few preemptive switches (Limits, Switches)' : '';
  const save = unset.length > 0 ? ` In Config, ${unset.join(' and ')} ${unset.length > 1 ? 'save' : 'saves'} states.` : '';
  return `make the scenario smaller, with fewer threads, pages and repeats${few}.${save}`;
}
