/** A scenario as it is explored, and replayed: the step backend's program, no larger than its threads need. */
import type { CheckResult } from '../../../shared/dialect/compile.ts';
import { STEP_BACKENDS } from '../../../shared/dialect/step/runtime.ts';
import type { MemoryModel } from '../../../shared/dialect/memory-model.ts';
import { checkScenario, type ScenarioInput } from '../compile.ts';

export interface SearchInput extends ScenarioInput {
  /** Default `sc`. */
  memory?: MemoryModel | undefined;
}

export function checkForSearch({ memory = 'sc', ...input }: SearchInput): CheckResult {
  // As many tasks as there are threads, the boot thread and the observer of conditions included: the rest would only be more state.
  return checkScenario({ ...input, configOf: (threads) => ({ NR_TASKS: 2 + threads.reduce((n, t) => n + t.instances, 0) }), backend: STEP_BACKENDS[memory] });
}
