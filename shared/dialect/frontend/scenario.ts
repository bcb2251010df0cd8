/** What a scenario says about itself: `scenario({ … })`. */
import ts from 'typescript';
import type { ScenarioDecl } from '../ir.ts';
import type { Reporter } from './errors.ts';
import { SWITCH } from './switches.ts';

const DEFAULT_PROTOCOL = 'v1-rwsem-rcu';

/** The declaration, and the nodes of the options it was read from: `protocol`, `config.RCU_BATCH`, … */
export interface ScenarioSource {
  decl: ScenarioDecl;
  nodes: Map<string, ts.Node>;
}

const LIMITS = { title: 200, cores: [1, 64], heap_kb: [64, 1 << 20] } as const;

/** Reads `scenario({ … })`: plain literals, so that a scenario can be listed without compiling it. */
export function readScenario(file: ts.SourceFile, reporter: Reporter): ScenarioSource {
  const decl: ScenarioDecl = { title: file.fileName, protocol: DEFAULT_PROTOCOL, cores: 2, config: {}, heapKb: 65536 };
  const calls = file.statements.flatMap((s) =>
    ts.isExpressionStatement(s) && ts.isCallExpression(s.expression) && s.expression.expression.getText(file) === 'scenario' ? [s.expression] : []);
  const source: ScenarioSource = { decl, nodes: new Map() };
  const [call, ...more] = calls;
  for (const other of more) reporter.error(other, 'scenario', '`scenario` is said once');
  const literal = call?.arguments[0];
  if (!literal) return source;
  if (!ts.isObjectLiteralExpression(literal)) {
    reporter.error(literal, 'scenario', '`scenario` takes an object written in place: scenario({ title: \'…\' })');
    return source;
  }
  for (const property of literal.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) reporter.error(property, 'scenario', 'options are written `name: value`');
    else readOption(source, property.name.text, property.initializer, reporter);
  }
  return source;
}

function readOption({ decl: options, nodes }: ScenarioSource, name: string, value: ts.Expression, reporter: Reporter): void {
  nodes.set(name, value);
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
      if (v === undefined || key === undefined || !SWITCH.test(key)) reporter.error(p, 'scenario', 'a switch is a name in capitals with a number, true or false: { RCU_BATCH: 8 }');
      else {
        options.config[key] = v;
        nodes.set(`config.${key}`, p);
      }
    }
  }
}

function literal(node: ts.Expression): number | boolean | undefined {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  const negative = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
  const digits = negative ? node.operand : node;
  if (!ts.isNumericLiteral(digits)) return undefined;
  const value = negative ? -Number(digits.text) : Number(digits.text);
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 32 ? value : undefined;
}
