/** What the window needs to know of a checked scenario; the program itself stays on this side. */
import type { CheckResult } from '../../shared/dialect/compile.ts';
import type { CallReply } from '../../shared/ipc/contract.ts';
import { limits } from '../../shared/ipc/limits.ts';

export function summarize({ diagnostics, program, scenario }: CheckResult): CallReply<'compile.check'> {
  return {
    diagnostics: diagnostics.slice(0, limits.diagnostics),
    protocol: scenario.protocol,
    program: program && {
      title: program.scenario.title,
      config: program.config,
      conditions: program.conditions.map(({ kind, name }) => ({ kind, name })),
      properties: program.properties.map(({ name, title, sentence, checked }) => ({ name, title, sentence, optional: checked })),
      structs: [...program.structs.values()],
    },
  };
}
