/** Compiling for a command: diagnostics are printed where people or programs expect them. */
import { kernelSources } from '../../shared/sources/index.ts';
import type { Diagnostic, SourceText } from '../../shared/dialect/diagnostics.ts';
import { checkReport } from '../../shared/report/check-report.ts';
import { wrongSwitch } from './flag-errors.ts';
import { EXIT, type Host } from './host.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { UsageError } from './usage-error.ts';

/** Prints what is wrong with a scenario; answers the exit code for it. Throws `UsageError` where it is a flag that is wrong, for which no file is to blame. */
export function reportDiagnostics(host: Host, scenario: SourceText, diagnostics: Diagnostic[], json: boolean): number {
  for (const { given, message } of diagnostics) if (given) throw new UsageError(wrongSwitch(given, message));
  if (json) host.stdout.write(`${JSON.stringify(checkReport(host.version, scenario.path, diagnostics), null, 2)}\n`);
  else host.stderr.write(printDiagnostics(diagnostics, [...kernelSources, scenario], (host.stderr.isTTY && host.stderr.columns) || undefined));
  return EXIT.wrong;
}
