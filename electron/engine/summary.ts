/** What is asked of a checked scenario by who does not compile it: a fiftieth of the program, which crosses from one thread to another in its place. */
import type { CheckResult } from '../../shared/dialect/compile.ts';
import type { Diagnostic } from '../../shared/dialect/diagnostics.ts';
import type { ProgramSummary } from '../../shared/ipc/contract.ts';

export interface CheckSummary {
  diagnostics: Diagnostic[];
  /** Known even when the rest has errors. */
  protocol: string;
  /** Null exactly when there are diagnostics. */
  program: ProgramSummary | null;
  /** Of all that the program was made from (`Program.sourceHash`). */
  sourceHash: string | null;
}

export function summarize({ diagnostics, program, scenario }: CheckResult): CheckSummary {
  return {
    diagnostics,
    protocol: scenario.protocol,
    program: program && {
      title: program.scenario.title,
      config: program.config,
      conditions: program.conditions.map(({ kind, name }) => ({ kind, name })),
      properties: program.properties.map(({ name, title, sentence, checked }) => ({ name, title, sentence, optional: checked })),
      structs: [...program.structs.values()],
    },
    sourceHash: program && program.sourceHash,
  };
}
