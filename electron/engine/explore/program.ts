/** A scenario as it is explored, and replayed: the step backend's program, no larger than its threads need. */
import type { CheckResult } from '../../../shared/dialect/compile.ts';
import { STEP_BACKEND } from '../../../shared/dialect/step/runtime.ts';
import { checkScenario, type ScenarioInput } from '../compile.ts';

export function checkForSearch(input: ScenarioInput): CheckResult {
  // As many tasks as there are threads, the boot thread and the observer of conditions included: the rest would only be more state.
  return checkScenario({ ...input, configOf: (threads) => ({ NR_TASKS: 2 + threads.reduce((n, t) => n + t.instances, 0) }), backend: STEP_BACKEND });
}
