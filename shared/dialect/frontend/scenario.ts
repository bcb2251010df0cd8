/** What a scenario declares about itself: `scenario({ … })` and its threads, conditions and overrides. */
import ts from 'typescript';
import type { ConditionDecl, ScenarioDecl, ThreadDecl } from '../ir.ts';
import type { Constants } from './constants.ts';
import type { Declarations, FunctionDecl, TopLevelCall } from './declarations.ts';
import type { Reporter } from './errors.ts';
import type { Unit } from './unit.ts';

export const DEFAULT_PROTOCOL = 'v1-rwsem-rcu';
/** Threads of a program, the boot thread included. */
export const MAX_THREADS = 64;

const LIMITS = { title: 200, cores: [1, 64], heap_kb: [64, 1 << 20] } as const;

/** Reads `scenario({ … })`: plain literals, so that a scenario can be listed without compiling it. */
export function readScenario(file: ts.SourceFile, reporter: Reporter): ScenarioDecl {
  const options: ScenarioDecl = { title: file.fileName, protocol: DEFAULT_PROTOCOL, cores: 2, config: {}, heapKb: 65536 };
  const calls = file.statements.flatMap((s) =>
    ts.isExpressionStatement(s) && ts.isCallExpression(s.expression) && s.expression.expression.getText(file) === 'scenario' ? [s.expression] : []);
  const [call, second] = calls;
  if (second) reporter.error(second, 'scenario', '`scenario` is said once');
  const literal = call?.arguments[0];
  if (!literal) return options;
  if (!ts.isObjectLiteralExpression(literal)) {
    reporter.error(literal, 'scenario', '`scenario` takes an object written in place: scenario({ title: \'…\' })');
    return options;
  }
  for (const property of literal.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) reporter.error(property, 'scenario', 'options are written `name: value`');
    else readOption(options, property.name.text, property.initializer, reporter);
  }
  return options;
}

function readOption(options: ScenarioDecl, name: string, value: ts.Expression, reporter: Reporter): void {
  if (name === 'title' || name === 'protocol') {
    if (!ts.isStringLiteralLike(value)) reporter.error(value, 'scenario', `${name} is a written-out string`);
    else if (value.text.length > LIMITS.title) reporter.error(value, 'limit', `${name} has at most ${LIMITS.title} characters`);
    else options[name] = value.text;
  } else if (name === 'cores' || name === 'heap_kb') {
    const n = literal(value);
    const [least, most] = LIMITS[name];
    if (typeof n !== 'number' || n < least || n > most) reporter.error(value, 'limit', `${name} is a number from ${least} to ${most}`);
    else options[name === 'cores' ? 'cores' : 'heapKb'] = n;
  } else if (name === 'config') {
    if (!ts.isObjectLiteralExpression(value)) reporter.error(value, 'scenario', 'config is an object: { NAME: value }');
    else for (const p of value.properties) {
      const v = ts.isPropertyAssignment(p) ? literal(p.initializer) : undefined;
      const key = p.name && (ts.isIdentifier(p.name) || ts.isStringLiteral(p.name)) ? p.name.text : undefined;
      if (v === undefined || key === undefined) reporter.error(p, 'scenario', 'a config value is a number, true or false');
      else options.config[key] = v;
    }
  }
}

function literal(node: ts.Expression): number | boolean | undefined {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) return -Number(node.operand.text);
  if (ts.isNumericLiteral(node) && Number.isInteger(Number(node.text))) return Number(node.text);
  return undefined;
}

export interface ScenarioParts {
  threads: ThreadDecl[];
  conditions: ConditionDecl[];
  setup: string | null;
  teardown: string | null;
}

/** Takes the bodies given to `setup`, `thread`, … as functions of the unit, and puts overrides in place. */
export function declareScenarioParts(unit: Unit, declarations: Declarations): ScenarioParts {
  const parts: ScenarioParts = { threads: [], conditions: [], setup: null, teardown: null };
  for (const call of declarations.calls) {
    if (call.callee === 'setup' || call.callee === 'teardown') {
      if (parts[call.callee]) unit.reporter.error(call.node, 'scenario', `\`${call.callee}\` is said once`);
      parts[call.callee] = declareBody(unit, call, 0, call.callee);
    } else if (call.callee === 'thread' || call.callee === 'kthread') declareThread(unit, call, parts, call.callee);
    else if (call.callee === 'always' || call.callee === 'sometimes') {
      const name = nameOf(unit, call);
      const fn = declareBody(unit, call, 1, `${call.callee}: ${name}`);
      if (fn) {
        unit.setSignature(fn, { params: [], result: { kind: 'boolean' } });
        parts.conditions.push({ name, kind: call.callee, fn, site: unit.site(call.node, fn) });
      }
    } else if (call.callee === 'override') declareOverride(unit, call);
  }
  return parts;
}

function nameOf(unit: Unit, call: TopLevelCall): string {
  const arg = call.node.arguments[0];
  if (arg && ts.isStringLiteralLike(arg) && arg.text.length > 0 && arg.text.length <= 120) return arg.text;
  unit.reporter.error(arg ?? call.node, 'scenario', 'a name is a written-out string of 1 to 120 characters');
  return '?';
}

function declareBody(unit: Unit, call: TopLevelCall, index: number, name: string): string | null {
  const body = call.node.arguments[index];
  const node = body && functionNode(unit, body);
  if (!node) {
    if (body) unit.reporter.error(body, 'scenario', 'a function is needed here: () => { … }');
    return null;
  }
  let unique = name;
  for (let i = 2; unit.functions.has(unique); i++) unique = `${name} #${i}`;
  unit.functions.set(unique, { name: unique, node });
  return unique;
}

function functionNode(unit: Unit, node: ts.Expression): FunctionDecl['node'] | undefined {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  return ts.isIdentifier(node) ? unit.functions.get(node.text)?.node : undefined;
}

function declareThread(unit: Unit, call: TopLevelCall, parts: ScenarioParts, kind: 'thread' | 'kthread'): void {
  const name = nameOf(unit, call);
  const hasOptions = call.node.arguments.length > 2;
  const fn = declareBody(unit, call, hasOptions ? 2 : 1, `${kind} ${name}`);
  if (!fn) return;
  const thread: ThreadDecl = { name, kind, instances: 1, repeat: 1, fn, site: unit.site(call.node, fn) };
  const options = call.node.arguments[1];
  if (hasOptions && options && ts.isObjectLiteralExpression(options)) {
    for (const p of options.properties) {
      const value = ts.isPropertyAssignment(p) ? unit.constants.expression(p.initializer)?.value : undefined;
      const key = p.name?.getText();
      const most = key === 'instances' ? MAX_THREADS - 1 : 1_000_000;
      if ((key !== 'instances' && key !== 'repeat') || value === undefined || value < 1 || value > most) unit.reporter.error(p, 'thread', `${key ?? 'an option'} is a constant from 1 to ${most}`);
      else thread[key] = value;
    }
  } else if (hasOptions && options) unit.reporter.error(options, 'thread', 'options are an object written in place: { instances: 2 }');
  parts.threads.push(thread);
}

function declareOverride(unit: Unit, call: TopLevelCall): void {
  const [target, body] = call.node.arguments;
  if (!target || !body) return;
  if (!ts.isIdentifier(target) || !unit.functions.has(target.text)) {
    unit.reporter.error(target, 'override', 'the first argument is the kernel function to replace, by its name');
    return;
  }
  const node = functionNode(unit, body);
  if (!node) {
    unit.reporter.error(body, 'override', 'the second argument is the function to use instead: (…) => { … }');
    return;
  }
  const signature = unit.signature(target.text);
  if (signature) unit.setSignature(target.text, signature);
  unit.functions.set(target.text, { name: target.text, node });
}

/** Constants that the scenario's own `config` sets win over the kernel's; the command line's win over both. */
export function configOf(scenario: ScenarioDecl, given: Record<string, boolean | number>): Record<string, boolean | number> {
  return { ...scenario.config, ...given };
}

/** Complains about switches that no source asks for: most likely a misspelling. */
export function checkConfig(config: Record<string, boolean | number>, constants: Constants, reporter: Reporter, file: ts.SourceFile): void {
  for (const name of Object.keys(config)) {
    if (!(name in constants.config)) {
      const known = Object.keys(constants.config).join(', ');
      reporter.at(file, 0, 0, 'dialect', 'scenario', `there is no switch ${name}; the program has ${known || 'none'}`);
    }
  }
}
