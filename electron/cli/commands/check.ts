import { checkScenario } from '../../engine/compile.ts';
import { checkReport } from '../../../shared/report/check-report.ts';
import { withChange } from '../change.ts';
import { reportDiagnostics } from '../compile.ts';
import { onlyPositional, parseFlags, SOURCE_OPTIONS, sourceFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { readScenario } from '../scenario-file.ts';
import { printable, protocolText } from '../text.ts';

export const check: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: { ...SOURCE_OPTIONS, json: { type: 'boolean' } } });
  const flags = sourceFlags(values);
  const { scenario, told } = await withChange(host, await readScenario(onlyPositional(positionals, 'FILE to check')), values);
  const { diagnostics, program } = checkScenario({ scenario, ...flags });
  if (!program) return reportDiagnostics(told, scenario, diagnostics, values.json ?? false);
  if (values.json) host.stdout.write(`${JSON.stringify(checkReport(host.version, scenario.path, []), null, 2)}\n`);
  else host.stdout.write(`${printable(scenario.path)}: fine (${printable(program.scenario.title)}; ${protocolText(program.scenario.protocol)})\n`);
  return EXIT.ok;
};
