/** What is wrong with flags that `parseArgs` refuses, in words of ours: its own are Node's. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { GivenSwitch } from '../../shared/dialect/diagnostics.ts';
import { didYouMean, nearest } from '../../shared/dialect/frontend/nearest.ts';

/** Undefined: nothing is. The first of several. */
export function wrongFlag({ args = [], options = {}, allowPositionals = false }: ParseArgsConfig): string | undefined {
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional' && !allowPositionals) return `there is one argument too many: ${token.value}`;
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue = false } = token;
    const type = Object.hasOwn(options, name) ? options[name]!.type : undefined;
    if (name === 'help') return `${rawName} takes no value`;
    if (type === undefined) return noFlag(/^[^=]*/.exec(args[token.index]!)![0], [...Object.keys(options), 'help']);
    if (type === 'boolean' && value !== undefined) return `${rawName} takes no value${value && `, such as ${value}`}`;
    if (type === 'string' && !value) return `${rawName} has no value: it is followed by one, as in ${rawName} VALUE`;
    if (type === 'string' && !inlineValue && value!.length > 1 && value!.startsWith('-')) return `${rawName} has no value: it is followed by ${value} (a value that begins with - is written --${name}=${value})`;
  }
  return undefined;
}

/** `names`: those that there are, without dashes. */
export function noFlag(written: string, names: readonly string[]): string {
  const meant = nearest(written.replace(/^-+/, ''), names);
  return `there is no flag ${written}${didYouMean(meant && `--${meant}`)}`;
}

/** Of `--config`. `message`: what the compiler says. */
export function wrongSwitch({ name, value }: GivenSwitch, message: string): string {
  return `--config ${name}=${typeof value === 'number' ? value : value ? 'y' : 'n'}: ${message}`;
}

/** Of `--protocol`. */
export function noProtocol(name: string, protocols: readonly string[]): string {
  return `--protocol: there is no ${name}; there are ${protocols.join(', ')}${didYouMean(nearest(name, protocols.filter((each) => each !== 'none')))}`;
}
