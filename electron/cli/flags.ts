/** Reading what a person wrote after a command: every value is checked, and errors say what would be right. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { SourceText } from '../../shared/dialect/diagnostics.ts';
import { switchText } from '../../shared/report/switch-text.ts';
import { scenarioSources } from '../../shared/sources/index.ts';
import { VARIANTS } from '../../shared/variants/variants.ts';
import { noProtocol, wrongFlag } from './flag-errors.ts';
import { shippedName } from './scenario-file.ts';
import { printable } from './text.ts';
import { UsageError } from './usage-error.ts';

export interface SourceFlags {
  protocol: string | undefined;
  config: Record<string, boolean | number>;
}

export const SOURCE_OPTIONS = {
  protocol: { type: 'string' },
  config: { type: 'string', multiple: true },
  with: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** Of commands that look for violations in schedules. */
export const PROPERTY_OPTIONS = { property: { type: 'string', multiple: true } } as const satisfies ParseArgsConfig['options'];

/** `--property I1,I4 --property L1`, or `none`; undefined: all. Whether there are such properties is for the program to say. */
export function propertyFlags({ property }: { property?: string[] | undefined }): string[] | undefined {
  const names = property?.flatMap((each) => each.split(',')).map((name) => name.trim());
  if (names?.includes('')) throw new UsageError('--property is a name or several, as in I1,I4');
  if (!names?.includes('none')) return names;
  if (names.some((name) => name !== 'none')) throw new UsageError('--property is none, or names of properties, not both');
  return [];
}

/** `--only B01,B07 --only B09`, each once; undefined where it was not given. Nothing at all is no choice, nor all: a variable of a shell may have been empty. */
export function listed(flag: string, values: readonly string[] | undefined): string[] | undefined {
  const names = values?.flatMap((each) => each.split(',')).map((name) => name.trim());
  if (names?.includes('')) throw new UsageError(`--${flag} is one or several with commas between, not ${values!.join(' ') || 'nothing'}`);
  return names && [...new Set(names)];
}

/** `parseArgs` whose errors are `UsageError`s. A number below zero is a flag's value, too: what it may be is for the flag to say. */
export function parseFlags<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  const { args = [], options = {} } = config;
  const takesNext = (at: number): boolean => {
    const [, name = ''] = /^--(.+)$/.exec(args[at] ?? '') ?? [];
    return options[name]?.type === 'string' && /^-\d/.test(args[at + 1] ?? '');
  };
  const joined = args.flatMap((arg, at) => (takesNext(at) ? [`${arg}=${args[at + 1]}`] : takesNext(at - 1) ? [] : [arg]));
  const wrong = wrongFlag({ ...config, args: joined });
  if (wrong !== undefined) throw new UsageError(wrong);
  const parsed = parseArgs<T>({ ...config, args: joined });
  if ((parsed.positionals as readonly string[]).includes('')) throw new UsageError('a name is empty: is a variable of the shell not set?');
  return parsed;
}

/** `none`: the scenario is a program of its own. */
const PROTOCOLS: readonly string[] = [...VARIANTS.map(({ name }) => name), 'none'];

export function sourceFlags(values: { protocol?: string | undefined; config?: string[] | undefined }): SourceFlags {
  return { protocol: values.protocol === undefined ? undefined : knownProtocol(values.protocol), config: configFlags(values.config) };
}

export function knownProtocol(name: string): string {
  if (!PROTOCOLS.includes(name)) throw new UsageError(noProtocol(name, PROTOCOLS));
  return name;
}

export function configFlags(entries: readonly string[] = []): SourceFlags['config'] {
  const values = new Map<string, boolean | number>();
  for (const [name, value] of entries.map(configEntry)) {
    const before = values.get(name) ?? value;
    if (before !== value) throw new UsageError(`${switchText(name, before)} and ${switchText(name, value)} cannot both be: leave out one of them`);
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** What to write after a command to have the same program again. */
export function sameProgram({ path }: Pick<SourceText, 'path'>, { protocol, config = [], with: change, property = [] }: { protocol?: string | undefined; config?: string[] | undefined; with?: string | undefined; property?: string[] | undefined }): string {
  // A shipped scenario is known by its name.
  const name = scenarioSources.some((s) => s.path === path) ? shippedName({ path }) : path;
  return [fileWord(name), ...(protocol === undefined ? [] : ['--protocol', word(protocol)]), ...config.flatMap((each) => ['--config', word(each)]), ...(change === undefined ? [] : ['--with', fileWord(change)]), ...property.flatMap((each) => ['--property', word(each)])].join(' ');
}

/** A file in a command that is to be copied: no flag, and one word of the shell's. */
export function fileWord(path: string): string {
  return word(path.startsWith('-') ? `./${path}` : path);
}

function word(text: string): string {
  if (/^[\w./:=@%+,-]+$/.test(text)) return text;
  return printable(text) === text ? `'${text.replaceAll("'", `'\\''`)}'` : escapedWord(text);
}

/** As Bash and others read it: what must not be printed, by its number. */
function escapedWord(text: string): string {
  return `$'${text.replace(/[\\']/g, '\\$&').replace(/[^ -~]/g, (other) => (printable(other) === other ? other : `\\u${other.charCodeAt(0).toString(16).padStart(4, '0')}`))}'`;
}

/** The one positional argument of a command, or an error that names it. */
export function onlyPositional(positionals: string[], name: string): string {
  const [value, extra] = positionals;
  if (value === undefined) throw new UsageError(`say which ${name}`);
  if (extra !== undefined) throw new UsageError(`there is one argument too many: ${extra}`);
  return value;
}

export function oneOf<T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === value);
  if (choice === undefined) throw new UsageError(`--${flag} is ${choices.join(' or ')}, not ${value}`);
  return choice;
}

/** `PER_VMA_LOCK=n`, `RCU_BATCH=64`. */
export function configEntry(text: string): [string, boolean | number] {
  const [, name, value] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`--config is NAME=VALUE, not ${text}`);
  if (value === 'y' || value === 'n') return [name, value === 'y'];
  if (/^-?\d+$/.test(value) && Number(value) === (Number(value) | 0)) return [name, Number(value)];
  throw new UsageError(`--config ${name} is y, n or a 32-bit number, not ${value}`);
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const LONGEST_MS = 24 * UNITS['h']!;

/** `5s`, `500ms`, `2m`, `1h`, `5` (seconds) in ms. */
export function duration(flag: string, text: string): number {
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (digits === undefined) throw new UsageError(`--${flag} is a time such as 5s, 500ms or 2m, not ${text}`);
  const ms = Number(digits) * UNITS[unit]!;
  if (ms < 1 || ms > LONGEST_MS) throw new UsageError(`--${flag} is between 1ms and 24h, not ${text}`);
  return ms;
}

const SIZES: Record<string, number> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** `64M`, `2G`, `1.5G` in bytes. */
export function size(flag: string, text: string, least: number): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([KMG])B?$/i.exec(text) ?? [];
  if (digits === undefined || unit === undefined) throw new UsageError(`--${flag} is a size such as 500M or 2G, not ${text}`);
  const bytes = Number(digits) * SIZES[unit.toUpperCase()]!;
  if (bytes < least) throw new UsageError(`--${flag} is at least ${least / SIZES['M']!}M, not ${text}`);
  return bytes;
}

export function integer(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new UsageError(`--${flag} is a whole number from ${least} to ${most}, not ${text}`);
  return value;
}
