import { checkScenario } from '../../engine/compile.ts';
import { didYouMean, nearest } from '../../../shared/dialect/frontend/nearest.ts';
import { layoutReport, type LayoutReport } from '../../../shared/report/layout-report.ts';
import { withChange } from '../change.ts';
import { reportDiagnostics } from '../compile.ts';
import { parseFlags, SOURCE_OPTIONS, sourceFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { readScenario } from '../scenario-file.ts';
import { table } from '../text.ts';
import { UsageError } from '../usage-error.ts';

export const layout: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: { ...SOURCE_OPTIONS, json: { type: 'boolean' } } });
  const [file, struct, extra] = positionals;
  if (file === undefined) throw new UsageError('say which FILE has the program');
  if (extra !== undefined) throw new UsageError(`there is one argument too many: ${extra}`);
  const { scenario, told } = await withChange(host, await readScenario(file), values);
  const { diagnostics, program } = checkScenario({ scenario, ...sourceFlags(values) });
  if (!program) return reportDiagnostics(told, scenario, diagnostics, values.json ?? false);
  const wanted = [...program.structs.values()].filter(({ name }) => struct === undefined || name === struct);
  if (wanted.length === 0) throw new UsageError(noStruct(struct!, [...program.structs.keys()]));
  const report = layoutReport(host.version, wanted);
  host.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : report.structs.map(structText).join('\n'));
  return EXIT.ok;
};

function noStruct(name: string, structs: readonly string[]): string {
  return `there is no struct ${name}; there are ${structs.join(', ')}${didYouMean(nearest(name, structs))}`;
}

function structText({ name, size, align, fields }: LayoutReport['structs'][number]): string {
  const rows = fields.map((field) => [
    `${field.name}: ${field.type}`,
    String(field.offset),
    String(field.size),
    field.line === field.lastLine ? String(field.line) : `${field.line}–${field.lastLine}`,
  ]);
  return `${name} (${size} bytes, aligned to ${align})\n${table([['field', 'offset', 'size', 'cache line'], ...rows])}`;
}
