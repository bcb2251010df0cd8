/** The command line: which command, its help, and what to do with errors. */
import { errorReport } from '../../shared/report/check-report.ts';
import type { Share } from '../engine/catalogue/keep-shipped.ts';
import { KeptImages } from '../engine/explore/kept-images.ts';
import { NoRoom, noRoomIn } from '../engine/reserve.ts';
import { explore } from './commands/explore.ts';
import { noFlag } from './flag-errors.ts';
import { EXIT, type Command, type Host } from './host.ts';
import { didYouMean, nearest } from '../../shared/dialect/frontend/nearest.ts';
import type { Screen } from './progress.ts';
import { refilled } from './refill.ts';
import { printable } from './text.ts';
import { harmless } from './harmless.ts';
import { HELP } from './help/help.ts';
import { FileError, UsageError } from './usage-error.ts';
import { wrapping } from './wrap.ts';

/** Those that compile are loaded when they are asked for, and TypeScript with them: an exploration of what is kept does without. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  check: async () => (await import('./commands/check.ts')).check,
  run: async () => (await import('./commands/run.ts')).run,
  explore: async () => explore,
  replay: async () => (await import('./commands/replay.ts')).replay,
  export: async () => (await import('./commands/export.ts')).exportRecording,
  layout: async () => (await import('./commands/layout.ts')).layout,
  emit: async () => (await import('./commands/emit.ts')).emit,
  litmus: async () => (await import('./commands/litmus.ts')).litmus,
  list: async () => (await import('./commands/list.ts')).list,
  view: async () => (await import('./commands/view.ts')).view,
  catalogue: async () => (await import('./commands/catalogue.ts')).catalogue,
  compare: async () => (await import('./commands/compare.ts')).compare,
  mutate: async () => (await import('./commands/mutate.ts')).mutate,
};

/** For who leaves at once. */
export { isUnfinished, removeUnfinished } from '../recordings/target.ts';

/** What programs read, and Markdown, is written as it is, on a terminal, too. */
const RAW = ['--json', '--markdown'];

/** Answers the exit code. `args` are those after the program's name. */
export async function main(given: Host, args: readonly string[]): Promise<number> {
  // Behind `--` there are names of files, whatever they look like.
  const flags = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  const isRaw = flags.some((arg) => RAW.includes(arg));
  const isJson = flags.includes('--json');
  const screen = (on: Screen): Screen => harmless(isRaw ? on : wrapping(on));
  const host = { ...given, stdout: isJson ? harmless(given.stdout, true) : screen(given.stdout), stderr: screen(given.stderr) };
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (name === '--version' || name === '-V') return say(host, `${host.version}\n`);
    if (name === '' || name === '--help' || name === '-h') return say(host, HELP['']!, name === '' ? EXIT.wrong : EXIT.ok);
    if (name === 'help') return say(host, help(rest[0] ?? ''));
    if (!command) throw new UsageError(name.startsWith('-') ? noFlag(name, ['help', 'version']) : noCommand(name));
    if (flags.slice(1).some((flag) => flag === '--help' || flag === '-h')) return say(host, help(name));
    return await (await command())(host, rest);
  } catch (thrown) {
    // What the machine has no room for is not of the program's own making.
    const error = thrown instanceof UsageError ? thrown : (noRoomIn(thrown) ?? thrown);
    const isTold = error instanceof UsageError || error instanceof NoRoom;
    const code = isTold ? EXIT.wrong : EXIT.inconclusive;
    const message = isTold ? printable(error.message) : `an error of its own: ${(error as Error).stack}`;
    const hint = isTold && !(error instanceof FileError);
    if (isJson) host.stdout.write(`${JSON.stringify(errorReport(host.version, message, code), null, 2)}\n`);
    else host.stderr.write(`faultline: ${message}\n${hint ? `faultline ${command ? `${name} ` : ''}--help tells what is possible.\n` : ''}`);
    return code;
  }
}

function say(host: Host, text: string, code: number = EXIT.ok): number {
  const screen = code === EXIT.ok ? host.stdout : host.stderr;
  screen.write(screen.isTTY && screen.columns ? refilled(text, screen.columns) : text);
  return code;
}

function help(name: string): string {
  const text = Object.hasOwn(HELP, name) ? HELP[name] : undefined;
  if (text === undefined) throw new UsageError(noCommand(name));
  return text;
}

function noCommand(name: string): string {
  return `there is no command ${name}${didYouMean(nearest(name, Object.keys(COMMANDS)))}`;
}

/** For the build: shipped mistakes as they are explored, compiled. `out`: the folder of the build. */
export async function keepImages(out: URL, share: Share): Promise<void> {
  const kept = KeptImages.ofBuild(out);
  if (!kept) throw new Error(`what the build in ${out.href} was made from is not said there`);
  (await import('../engine/catalogue/keep-shipped.ts')).keepShipped(kept, share);
}
