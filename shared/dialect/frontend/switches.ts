/** Switches, `config('NAME', initial, least, most)`: how one is written, what it may be, and that all places say the same of it. */
import ts from 'typescript';
import type { Constants } from './constants.ts';
import type { Reporter } from './errors.ts';
import { asNumber } from './literals.ts';
import { placeOf } from './syntax-names.ts';

/** Of a switch that is a number; null: no bound on that side. */
export interface Range {
  least: number | null;
  most: number | null;
}

/** How the names of `config(…)` switches are written. */
export const SWITCH = /^[A-Z][A-Z0-9_]*$/;

export const BAD_NAME = 'the name of a switch is written out, in capitals: config(\'BATCH\', 32)';
export const BAD_START = 'a switch starts with a number, true or false that is a constant: config(\'BATCH\', 32)';
export const BAD_BOUND = 'a bound of a switch is a constant';

export function isSwitch(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'config';
}

/** Undefined: it is not written as a name is. */
export function switchName({ arguments: [name] }: ts.CallExpression): string | undefined {
  return name && ts.isStringLiteral(name) && SWITCH.test(name.text) ? name.text : undefined;
}

/** What is wrong with a switch's value; null: it may be that. */
export function outOfRange(name: string, value: number, { least, most }: Range): string | null {
  if (value >= (least ?? value) && value <= (most ?? value)) return null;
  return `the switch ${name} is ${most === null ? `at least ${least}` : `from ${least} to ${most}`}, not ${value}`;
}

/** Complains where a switch starts otherwise than where it stands first, or has another range: one of the two would count, without a word. */
export function checkSwitchesAgree(files: readonly ts.SourceFile[], constants: Constants, reporter: Reporter): void {
  const first = new Map<string, { node: ts.Node; start: string; range: string }>();
  for (const node of files.flatMap(switchesIn)) {
    const name = switchName(node);
    const [, initial, ...bounds] = node.arguments;
    const value = initial && constants.expression(initial);
    if (name === undefined || !value) continue;
    const start = value.type.kind === 'boolean' ? String(value.value !== 0) : String(asNumber(value));
    const range = bounds.map((bound) => constants.expression(bound)).map((bound) => bound && asNumber(bound)).join(' to ');
    const before = first.get(name);
    if (!before) first.set(name, { node, start, range });
    else if (before.start !== start) reporter.error(initial, 'duplicate', `the switch ${name} starts as ${before.start} already (${placeOf(before.node)}): it has one initial value`);
    else if (before.range !== range) reporter.error(node, 'duplicate', `the switch ${name} has another range already (${placeOf(before.node)}): it has one`);
  }
}

/** In the order of the text; files of the kernel are looked through once. */
function switchesIn(file: ts.SourceFile): ts.CallExpression[] {
  const known = found.get(file);
  if (known) return known;
  const switches: ts.CallExpression[] = [];
  const look = (node: ts.Node): void => {
    if (isSwitch(node)) switches.push(node);
    ts.forEachChild(node, look);
  };
  if (/\bconfig\b/.test(file.text)) look(file);
  found.set(file, switches);
  return switches;
}

const found = new WeakMap<ts.SourceFile, ts.CallExpression[]>();
