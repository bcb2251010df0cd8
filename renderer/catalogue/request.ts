/** A case of the catalogue as the window explores it. */
import type { Case } from '../../shared/catalogue/cells.ts';
import type { CallRequest } from '../../shared/ipc/contract.ts';
import { defaultExploreLimits } from '../../shared/ipc/explore-limits.ts';
import type { Subject } from '../explore/subject.ts';
import { shipped } from '../stores/library.ts';

export interface CaseRequest {
  request: CallRequest<'explore.start'>;
  subject: Subject;
}

/** Throws where the catalogue names a scenario that does not ship. */
export function requestOf({ scenario: name, protocol, config, properties, liveness = false, memory = 'sc' }: Case): CaseRequest {
  const scenario = shipped.find((each) => each.name === `${name}.scenario.ts`);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  // One worker, as on the command line: the same schedule each time.
  const limits = { ...defaultExploreLimits, workers: 1, liveness, memory };
  const checked = properties ? [...properties] : null;
  return {
    request: { scenario: { path: `scenarios/${scenario.name}`, text: scenario.text }, config: { ...config }, limits, properties: checked, ...(protocol !== undefined && { protocol }) },
    subject: {
      documentId: scenario.id, name: scenario.name, text: scenario.text, config: { ...config }, limits, goal: null, properties: [], checked,
      ...(protocol !== undefined && { recorded: { protocol } }),
    },
  };
}
