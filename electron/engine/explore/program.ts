/** A scenario as it is explored, and replayed: the step backend's program, no larger than its threads need. */
import type { CheckResult, Program } from '../../../shared/dialect/compile.ts';
import { threadCount, type IrFunction } from '../../../shared/dialect/ir.ts';
import { STEP_BACKENDS } from '../../../shared/dialect/step/runtime.ts';
import type { MemoryModel } from '../../../shared/dialect/memory-model.ts';
import { checkScenario, type ScenarioInput } from '../compile.ts';

export interface SearchInput extends ScenarioInput {
  /** Default `sc`. */
  memory?: MemoryModel | undefined;
}

export function checkForSearch({ memory = 'sc', ...input }: SearchInput): CheckResult {
  // As many tasks as there are threads, the boot thread and the observer of conditions included: the rest would only be more state.
  const checked = checkScenario({ ...input, configOf: (threads) => ({ NR_TASKS: 1 + threadCount(threads) }), backend: STEP_BACKENDS[memory] });
  return { ...checked, program: checked.program && withAnEnd(checked.program) };
}

/**
 * The boot thread looks for what is left when it is done, so a program that may leave something gives it something to do: of those
 * without the kernel, one that allocates and has no teardown gets an empty one.
 */
function withAnEnd(program: Program): Program {
  const { entry, functions, threads } = program;
  const isNeeded = entry.teardown === null && entry.kernelExit === null && [...functions.values()].some(allocates);
  if (!isNeeded) return program;
  const { site } = functions.get(threads[0]!.fn)!;
  const teardown: IrFunction = { name: 'teardown', paramCount: 0, regCount: 0, returnsValue: false, blocks: [{ instrs: [], end: { op: 'return', value: null } }], site };
  return { ...program, entry: { ...entry, teardown: teardown.name }, functions: new Map([...functions, [teardown.name, teardown]]) };
}

function allocates({ blocks }: IrFunction): boolean {
  return blocks.some(({ instrs }) => instrs.some(({ op }) => op === 'alloc'));
}
