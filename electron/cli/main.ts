/** The command line: which command, its help, and what to do with errors. */
import { errorReport } from '../../shared/report/check-report.ts';
import { catalogue } from './commands/catalogue.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { emit } from './commands/emit.ts';
import { explore } from './commands/explore.ts';
import { exportRecording } from './commands/export.ts';
import { layout } from './commands/layout.ts';
import { list } from './commands/list.ts';
import { litmus } from './commands/litmus.ts';
import { mutate } from './commands/mutate.ts';
import { replay } from './commands/replay.ts';
import { run } from './commands/run.ts';
import { view } from './commands/view.ts';
import { EXIT, type Command, type Host } from './host.ts';
import { FileError, HELP, UsageError } from './usage.ts';

const COMMANDS: Record<string, Command> = { check, run, explore, replay, export: exportRecording, layout, emit, litmus, list, view, catalogue, compare, mutate };

/** Answers the exit code. `args` are those after the program's name. */
export async function main(host: Host, args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (name === '--version' || name === '-V') return say(host, `${host.version}\n`);
    if (name === '' || name === '--help' || name === '-h') return say(host, HELP['']!, name === '' ? EXIT.wrong : EXIT.ok);
    if (name === 'help') return say(host, help(rest[0] ?? ''));
    if (!command) throw new UsageError(`there is no command ${name}`);
    if (rest.includes('--help') || rest.includes('-h')) return say(host, help(name));
    return await command(host, rest);
  } catch (error) {
    const code = error instanceof UsageError ? EXIT.wrong : EXIT.inconclusive;
    const message = error instanceof UsageError ? error.message : `an error of its own: ${(error as Error).stack}`;
    const hint = error instanceof UsageError && !(error instanceof FileError);
    if (rest.includes('--json')) host.stdout.write(`${JSON.stringify(errorReport(host.version, message, code), null, 2)}\n`);
    else host.stderr.write(`faultline: ${message}\n${hint ? `faultline ${command ? `${name} ` : ''}--help tells what is possible.\n` : ''}`);
    return code;
  }
}

function say(host: Host, text: string, code: number = EXIT.ok): number {
  (code === EXIT.ok ? host.stdout : host.stderr).write(text);
  return code;
}

function help(name: string): string {
  const text = Object.hasOwn(HELP, name) ? HELP[name] : undefined;
  if (text === undefined) throw new UsageError(`there is no command ${name}`);
  return text;
}
