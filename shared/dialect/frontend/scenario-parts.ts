/** The parts that a scenario declares: threads, conditions, set-up, overrides. */
import ts from 'typescript';
import { FOREVER, threadCount, type ConditionDecl, type ThreadDecl } from '../ir.ts';
import { fitsWhole, writtenType } from './callback-types.ts';
import type { Declarations, FunctionDecl, TopLevelCall } from './declarations.ts';
import { didYouMean, nearest } from './nearest.ts';
import { parameters, placeOf } from './syntax-names.ts';
import { BOOLEAN, showType, VOID, type Signature, type ValueType } from './types.ts';
import type { Unit } from './unit.ts';

/** Threads of a program, the boot thread included. */
export const MAX_THREADS = 64;

export interface ScenarioParts {
  threads: ThreadDecl[];
  conditions: ConditionDecl[];
  overrides: string[];
  setup: string | null;
  teardown: string | null;
}

/** Takes the bodies given to `setup`, `thread`, … as functions of the unit, and puts overrides in place. */
export function declareScenarioParts(unit: Unit, declarations: Declarations): ScenarioParts {
  const named = new Map<string, ts.Node>();
  /** Complains where another declaration of its kind has the name already. */
  const nameOnce = (call: TopLevelCall, called: string, again: (place: string) => string): void => {
    const [name] = call.node.arguments;
    if (!isName(name)) return;
    const before = named.get(called);
    if (before) unit.reporter.error(name, 'duplicate', again(placeOf(before)));
    else named.set(called, call.node);
  };
  // First, so that a body given by name is the overriding one wherever the override stands.
  const overrides = declareOverrides(unit, declarations.calls.filter(({ callee }) => callee === 'override'));
  const parts: ScenarioParts = { threads: [], conditions: [], overrides, setup: null, teardown: null };
  for (const call of declarations.calls) {
    if (call.callee === 'setup' || call.callee === 'teardown') {
      if (parts[call.callee]) unit.reporter.error(call.node, 'scenario', `\`${call.callee}\` is said once`);
      parts[call.callee] = declareBody(unit, call, 0, call.callee, VOID);
    } else if (call.callee === 'thread' || call.callee === 'kthread') {
      const name = nameOf(unit, call);
      nameOnce(call, `thread: ${name}`, (place) => `there is a thread of this name already (${place}): give this one another; several that do the same are one with \`instances\``);
      declareThread(unit, call, name, parts, call.callee);
    } else if (call.callee === 'always' || call.callee === 'sometimes') {
      const name = nameOf(unit, call);
      const called = `${call.callee}: ${name}`;
      nameOnce(call, called, (place) => `there is ${call.callee === 'always' ? 'an' : 'a'} \`${call.callee}\` of this name already (${place})`);
      const fn = declareBody(unit, call, 1, called, BOOLEAN);
      if (fn) parts.conditions.push({ name, kind: call.callee, fn, site: unit.site(call.node, fn) });
    }
  }
  checkThreads(unit, parts.threads, declarations);
  return parts;
}

function isName(arg: ts.Expression | undefined): arg is ts.StringLiteralLike {
  return arg !== undefined && ts.isStringLiteralLike(arg) && arg.text.length > 0 && arg.text.length <= 120;
}

/** The name that a declaration begins with. */
export function nameOf(unit: Unit, call: TopLevelCall): string {
  const arg = call.node.arguments[0];
  if (isName(arg)) return arg.text;
  unit.reporter.error(arg ?? call.node, 'scenario', 'a name is a written-out string of 1 to 120 characters');
  return '?';
}

/** Takes a body as a function that has no parameters and gives `result`. */
function declareBody(unit: Unit, call: TopLevelCall, index: number, name: string, result: ValueType): string | null {
  const body = call.node.arguments[index];
  const node = body && functionNode(unit, body);
  if (!node) {
    if (body) unit.reporter.error(body, 'scenario', 'a function is needed here: () => { … }');
    return null;
  }
  if (node.parameters.length > 0) unit.reporter.error(body, 'scenario', `\`${call.callee}\` takes a function without parameters${call.callee === 'thread' ? ': this_instance() tells in it which of the instances it is' : ''}`);
  const own = node.type ? unit.signatureOf(node).result : result;
  if (own.kind !== result.kind) unit.reporter.error(body, 'scenario', `this function returns ${showType(own)}, but \`${call.callee}\` takes one that returns ${showType(result)}`);
  let unique = name;
  for (let i = 2; unit.functions.has(unique); i++) unique = `${name} #${i}`;
  unit.functions.set(unique, { name: unique, node });
  unit.setSignature(unique, { params: [], result: own });
  return unique;
}

/** A function written in place, or one of the program's by its name. */
export function functionNode(unit: Unit, node: ts.Expression): FunctionDecl['node'] | undefined {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  return ts.isIdentifier(node) ? unit.functions.get(node.text)?.node : undefined;
}

function declareThread(unit: Unit, call: TopLevelCall, name: string, parts: ScenarioParts, kind: 'thread' | 'kthread'): void {
  const hasOptions = call.node.arguments.length > 2;
  const fn = declareBody(unit, call, hasOptions ? 2 : 1, `${kind} ${name}`, VOID);
  if (!fn) return;
  const thread: ThreadDecl = { name, kind, instances: 1, repeat: 1, fn, site: unit.site(call.node, fn) };
  const options = call.node.arguments[1];
  if (hasOptions && options && ts.isObjectLiteralExpression(options)) {
    for (const p of options.properties) {
      const value = ts.isPropertyAssignment(p) ? unit.constants.expression(p.initializer)?.value : undefined;
      const key = p.name?.getText();
      const most = key === 'instances' ? MAX_THREADS - 1 : 1_000_000;
      if (key !== 'instances' && key !== 'repeat') unit.reporter.error(p, 'thread', 'the options of a thread are `instances` and `repeat`');
      else if (key === 'repeat' && ts.isPropertyAssignment(p) && ts.isIdentifier(p.initializer) && p.initializer.text === 'FOREVER') thread.repeat = FOREVER;
      else if (value === undefined || value < 1 || value > most) unit.reporter.error(p, 'thread', `${key} is a constant from 1 to ${most}${key === 'repeat' ? ', or FOREVER' : ''}`);
      else thread[key] = value;
    }
  } else if (hasOptions && options) unit.reporter.error(options, 'thread', 'options are an object written in place: { instances: 2 }');
  parts.threads.push(thread);
}

/** One of a function: of two, one would be dropped without a word. Answers the functions' names. */
function declareOverrides(unit: Unit, calls: readonly TopLevelCall[]): string[] {
  const first = new Map<string, ts.Node>();
  for (const call of calls) {
    const [target] = call.node.arguments;
    const before = target && first.get(target.getText());
    if (before) unit.reporter.error(target, 'duplicate', `\`${target.getText()}\` is overridden already (${placeOf(before)})`);
    else {
      if (target) first.set(target.getText(), target);
      declareOverride(unit, call);
    }
  }
  return [...first.keys()];
}

function declareOverride(unit: Unit, call: TopLevelCall): void {
  const [target, body] = call.node.arguments;
  if (!target || !body) return;
  if (!ts.isIdentifier(target) || !unit.functions.has(target.text)) {
    const why = ts.isIdentifier(target) ? noFunction(unit, target.text, 'to replace') : 'the first argument is the kernel function to replace, by its name';
    unit.reporter.error(target, 'override', why);
    return;
  }
  const node = functionNode(unit, body);
  if (!node) {
    unit.reporter.error(body, 'override', 'the second argument is the function to use instead: (…) => { … }');
    return;
  }
  const signature = unit.signature(target.text)!;
  const why = mismatch(unit, target.text, signature, node);
  if (why) unit.reporter.error(body, 'override', why);
  unit.setSignature(target.text, signature);
  unit.functions.set(target.text, { name: target.text, node });
}

/** What is said of a name where a function of the program is needed, for what is to be done with it. */
export function noFunction(unit: Unit, name: string, purpose: string): string {
  const protocols = unit.protocolsWith(name);
  const known = [...unit.functions.keys()].filter((each) => !each.startsWith('$'));
  const elsewhere = protocols.length > 0 ? `; there is one with ${protocols.join(', ')}` : didYouMean(nearest(name, known));
  return `there is no function \`${name}\` ${purpose} in this program${elsewhere}`;
}

/** TypeScript lets a callback ignore parameters and results; one that stands in for a function may only ignore parameters. */
function mismatch(unit: Unit, target: string, { params, result }: Signature, node: FunctionDecl['node']): string | undefined {
  if (node.parameters.length > params.length) return `${target} takes ${parameters(params.length)}, but this function takes ${parameters(node.parameters.length)}`;
  // One that is said to be of another type would have the target's all the same: its comparisons would be unsigned, say.
  const own = unit.saidOf(node);
  const odd = own.params.findIndex((type, i) => differs(unit, type, params[i]!));
  if (odd >= 0) return `parameter ${odd + 1} of ${target} is ${writtenType(unit, params[odd]!)}, but \`${node.parameters[odd]!.name.getText()}\` of this function is ${writtenType(unit, own.params[odd]!)}`;
  if (differs(unit, own.result, result)) return `${target} returns ${writtenType(unit, result)}, but this function returns ${writtenType(unit, own.result)}`;
  return undefined;
}

function differs(unit: Unit, own: ValueType, target: ValueType): boolean {
  if (own.kind === 'callback' && target.kind === 'callback') return !fitsWhole(unit, own, target) || !fitsWhole(unit, target, own);
  return own.kind !== 'unknown' && target.kind !== 'unknown' && showType(own) !== showType(target);
}

function checkThreads(unit: Unit, threads: readonly ThreadDecl[], { calls }: Declarations): void {
  const count = threadCount(threads);
  const last = calls.findLast((c) => c.callee === 'thread' || c.callee === 'kthread');
  if (last && count > MAX_THREADS) unit.reporter.error(last.node, 'limit', `the program has ${count} threads, the boot thread and the kernel's included; ${MAX_THREADS} is the most`);
}
