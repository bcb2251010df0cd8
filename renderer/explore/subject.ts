/** What an exploration was made from. Its verdict is about this, whatever the editor says by now. */
import type { PropertySummary } from '../../shared/ipc/contract.ts';
import type { ConfigValues } from '../../shared/ipc/documents.ts';
import type { ExploreGoal } from '../../shared/ipc/explore-goal.ts';
import type { ExploreLimits } from '../../shared/ipc/explore-limits.ts';

export type NamedProperty = Pick<PropertySummary, 'name' | 'title' | 'sentence'>;

export interface Subject {
  /** Where it is now: a document that is saved under another name has another id. */
  readonly documentId: string;
  /** The document's name then, as the program has it; what it is called now is in its id. */
  name: string;
  text: string;
  /** The switches that the person had set. */
  config: ConfigValues;
  limits: ExploreLimits;
  /** What it was to come to; null: violations alone. */
  goal: ExploreGoal | null;
  /** The protocol's properties then, to explain one by its name. */
  properties: readonly NamedProperty[];
  /** The names of those that were to be checked; null: all. */
  checked: readonly string[] | null;
  /** Instead of what the scenario says, of a recording, a cell of the catalogue or a mutant: the variant of the protocol; and the kernel where that is not the one that ships with the lab. */
  recorded?: { protocol: string; kernel?: { path: string; text: string }[] };
  /** The mutant of the kernel that it is about, in words. */
  mutant?: string;
  /** Where the overrides come from that were tried on it: a document's name. */
  change?: string;
}

/** The scenario as it stands now. */
export interface Now {
  id: string;
  text: string;
}

export type Difference = 'text' | 'switches' | 'scenario' | null;

/**
 * How what would be explored now differs from what was. `current`: the scenario in front; `same`: the explored one, wherever it is.
 * `used`: the values of all its switches now; recordings have all.
 */
export function differenceOf(subject: Pick<Subject, 'documentId' | 'text' | 'config'>, current: Now | null, same: Now | null, config: ConfigValues, used: ConfigValues = {}): Difference {
  if (current && current.id !== subject.documentId) return 'scenario';
  if (same && same.text !== subject.text) return 'text';
  return current && !sameConfig(subject.config, config, used) ? 'switches' : null;
}

/** What a search sets by itself, to the threads that there are. */
const FITTED = 'NR_TASKS';

function sameConfig(then: ConfigValues, now: ConfigValues, used: ConfigValues): boolean {
  const changed = Object.entries(then).some(([name, value]) => value !== (now[name] ?? (name === FITTED ? value : used[name])));
  return !changed && Object.keys(now).every((name) => name in then);
}
