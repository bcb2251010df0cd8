/** A case of the catalogue as the window explores it. */
import { type Change, changed } from '../../shared/catalogue/change.ts';
import type { Case } from '../../shared/catalogue/cells.ts';
import type { CallRequest } from '../../shared/ipc/contract.ts';
import { defaultExploreLimits } from '../../shared/ipc/explore-limits.ts';
import { shippedProperties } from '../explore/shippedProperties.ts';
import type { Subject } from '../explore/subject.ts';
import { shipped } from '../stores/library.ts';

export interface CaseRequest {
  request: CallRequest<'explore.start'>;
  subject: Subject;
}

/** `change`: of the protocol, to be tried on it. Throws where the catalogue names a scenario that does not ship. */
export function requestOf({ scenario: name, protocol, config, properties, liveness = false, memory = 'sc' }: Case, change: Change | null = null): CaseRequest {
  const scenario = scenarioOf(name);
  const text = change ? changed(scenario.text, change) : scenario.text;
  // One worker, as on the command line: the same schedule each time.
  const limits = { ...defaultExploreLimits, workers: 1, liveness, memory };
  const checked = properties ? [...properties] : null;
  return {
    request: { scenario: { path: `scenarios/${scenario.name}`, text }, config: { ...config }, limits, properties: checked, ...(protocol !== undefined && { protocol }) },
    subject: {
      documentId: scenario.id, name: scenario.name, text, config: { ...config }, limits, goal: null, properties: shippedProperties, checked,
      ...(protocol !== undefined && { recorded: { protocol } }),
      ...(change && { change: change.name }),
    },
  };
}

export function scenarioOf(name: string): (typeof shipped)[number] {
  const scenario = shipped.find((each) => each.name === `${name}.scenario.ts`);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  return scenario;
}
