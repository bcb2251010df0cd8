/** A scenario as it is explored, and replayed: the step backend's program, no larger than its threads need. */
import type { CheckResult } from '../../../shared/dialect/compile.ts';
import { STEP_BACKEND } from '../../../shared/dialect/step/runtime.ts';
import { checkScenario, type ScenarioInput } from '../compile.ts';

export function checkForSearch(input: ScenarioInput): CheckResult {
  // As many tasks as there are threads: the rest would only be more state.
  const first = checkScenario({ ...input, backend: STEP_BACKEND });
  if (!first.program || !('NR_TASKS' in first.program.config)) return first;
  const tasks = 2 + first.program.threads.reduce((n, t) => n + t.instances, 0);
  return checkScenario({ ...input, config: { NR_TASKS: tasks, ...input.config }, backend: STEP_BACKEND });
}
