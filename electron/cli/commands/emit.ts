import { buildScenario } from '../../engine/compile.ts';
import { writeWholeFile } from '../../recordings/whole-file.ts';
import { fileWords } from '../../../shared/report/file-errors.ts';
import { withChange } from '../change.ts';
import { reportDiagnostics } from '../compile.ts';
import { onlyPositional, parseFlags, sourceFlags } from '../flags.ts';
import { EXIT, type Command } from '../host.ts';
import { LIVE_OPTIONS, liveOptions } from '../live-flags.ts';
import { checkOutput } from '../recording-file.ts';
import { readScenario } from '../scenario-file.ts';
import { grouped, printable } from '../text.ts';
import { FileError, UsageError } from '../usage-error.ts';

export const emit: Command = async (host, args) => {
  const { values, positionals } = parseFlags({ args, allowPositionals: true, options: LIVE_OPTIONS });
  const { output } = values;
  if (output === undefined) throw new UsageError('say where to: -o FILE.wasm');
  const options = liveOptions(values);
  const flags = sourceFlags(values);
  const name = onlyPositional(positionals, 'FILE to compile');
  await checkOutput(output, [name, values.with]);
  const { scenario, told } = await withChange(host, await readScenario(name), values);
  const { diagnostics, image } = buildScenario({ scenario, ...flags }, options);
  if (!image) return reportDiagnostics(told, scenario, diagnostics, false);
  host.heed();
  await writeWholeFile(output, [image.wasm]).catch((error: Error) => {
    throw new FileError(`cannot write ${output}: ${fileWords(error, 'writing')}`);
  });
  host.stdout.write(`${printable(output)}: ${grouped(image.wasm.length)} bytes, ${image.program.functions.size} functions, ${options.mode} mode, ${options.checks} checks\n`);
  return EXIT.ok;
};
