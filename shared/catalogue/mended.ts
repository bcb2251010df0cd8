/** What makes a shipped scenario that shows a mistake one that shows none. */
import type { MemoryModel } from '../dialect/memory-model.ts';
import { isMissing, type Mended, type Shown } from './row.ts';
import { ROWS } from './rows.ts';

type Mending = Pick<Mended, 'config' | 'protocol'>;

/** B01 with many threads: for running, too large to explore. */
const LIVE_ONLY: Readonly<Record<string, Mending>> = { '07-as-posted': { protocol: 'v1-rwsem-rcu' } };

/** By the scenario's name; nothing where there is nothing to mend. */
export function mendedBy(scenario: string): Mending {
  const { config, protocol } = LIVE_ONLY[scenario] ?? shownBy(scenario)?.mended ?? {};
  return { ...(config && { config }), ...(protocol !== undefined && { protocol }) };
}

/** The memory model that its row asks for: what the mistake needs, and so who is to tell its mending from the mistake. */
export function memoryFor(scenario: string): MemoryModel {
  return shownBy(scenario)?.ask?.memory ?? 'sc';
}

/** Whether a live run of it may end in what it is about. */
export function mayFailLive(scenario: string): boolean {
  return Object.hasOwn(LIVE_ONLY, scenario) || (shownBy(scenario)?.failsLive ?? false);
}

function shownBy(scenario: string): Shown | undefined {
  return ROWS.flatMap(({ shown }) => (isMissing(shown) || shown.scenario !== scenario ? [] : [shown]))[0];
}
