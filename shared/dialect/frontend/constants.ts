/** Compile-time constants: top-level `const NAME = …` of numbers, booleans, other constants, `config(…)` and `sizeof<T>()`. */
import ts from 'typescript';
import { evaluate } from '../arithmetic.ts';
import type { Reporter } from './errors.ts';
import { asNumber, type Constant, NO_NUMBER, numericLiteral, smallestLiteral, whyNoLiteral } from './literals.ts';
import { binaryOp, binaryType, numberType, takes } from './operators.ts';
import { BAD_BOUND, BAD_NAME, BAD_START, isSwitch, outOfRange, switchName, type Range } from './switches.ts';
import { BOOLEAN, fits, isNumber, showType, UINT, type TypeTable } from './types.ts';

/** What was answered while somebody listened: constants' values, and what became of switches. */
export interface Answers {
  readonly constants: Map<string, Constant | undefined>;
  readonly switches: Map<string, { given: boolean | number | undefined; used: boolean | number; range: Range }>;
}

/** Of an operator none of whose operands is the reason that there is no constant. */
const MISTYPED = 'constants are computed as other values are: conditions, `!`, `&&` and `||` take booleans, `===` and `?:` two of a kind, other operators numbers';

export class Constants {
  private readonly declarations = new Map<string, ts.VariableDeclaration>();
  private readonly values = new Map<string, Constant | null>();
  private readonly open = new Set<string>();
  /** The switches asked for, with the value used. */
  readonly config: Record<string, boolean | number> = {};
  /** What they may be, by their names. */
  readonly ranges = new Map<string, Range>();
  types!: TypeTable;
  private listener: Answers | null = null;

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly reporter: Reporter,
    private readonly overrides: Record<string, boolean | number>,
  ) {}

  declare(node: ts.VariableDeclaration): void {
    if (ts.isIdentifier(node.name) && !this.has(node.name.text)) this.declarations.set(node.name.text, node);
  }

  has(name: string): boolean {
    return this.declarations.has(name);
  }

  evaluateAll(): void {
    for (const name of this.declarations.keys()) this.get(name);
  }

  /** What `work` asks. */
  listen(work: () => void): Answers {
    this.listener = { constants: new Map(), switches: new Map() };
    work();
    const heard = this.listener;
    this.listener = null;
    return heard;
  }

  /** Whether all would be answered the same here. */
  agree({ constants, switches }: Answers): boolean {
    for (const [name, { given }] of switches) if (this.overrides[name] !== given) return false;
    for (const [name, value] of constants) {
      const own = this.get(name);
      if (own?.value !== value?.value || own?.type.kind !== value?.type.kind) return false;
    }
    return true;
  }

  /** As if it had been asked here. */
  repeat({ switches }: Answers): void {
    for (const [name, { used, range }] of switches) this.set(name, used, range);
  }

  private set(name: string, used: boolean | number, range: Range): void {
    this.config[name] = used;
    this.ranges.set(name, range);
  }

  /** The constant of that name; undefined when there is none or it is not constant (reported once). */
  get(name: string): Constant | undefined {
    const value = this.value(name);
    this.listener?.constants.set(name, value);
    return value;
  }

  private value(name: string): Constant | undefined {
    const known = this.values.get(name);
    if (known !== undefined) return known ?? undefined;
    const node = this.declarations.get(name);
    if (!node) return undefined;
    if (this.open.has(name)) {
      this.reporter.error(node.name, 'constant', `the constant ${name} is defined by itself`);
      this.values.set(name, null);
      return undefined;
    }
    this.open.add(name);
    let value = node.initializer ? this.expression(node.initializer) : undefined;
    this.open.delete(name);
    if (this.values.get(name) === null) return undefined;
    if (node.initializer && (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer))) {
      this.reporter.error(node.initializer, 'closure', `a function is declared at the top level by its name: \`function ${name}(…): … { … }\``);
    } else if (!value) {
      this.explain(node.initializer ?? node, `${name} is not a compile-time constant; shared variables are declared with \`let\``);
    } else if (node.type) {
      value = this.typed(value, node.type, node.initializer);
    }
    this.values.set(name, value ?? null);
    return value;
  }

  /** The constant as what `type` says; complains where it cannot be that. */
  typed(constant: Constant, type: ts.TypeNode, node: ts.Node | undefined): Constant {
    const wanted = this.types.resolve(type);
    if (!fits(wanted, constant.type)) this.reporter.error(node ?? type, 'type', `${showType(wanted)} is needed here, not ${showType(constant.type)}`);
    return { value: constant.value, type: wanted };
  }

  /** Says why an expression is not constant: by its first part that no program could use, or by `message`. */
  explain(node: ts.Node, message: string): void {
    const look = (n: ts.Node): boolean => {
      if (ts.isNumericLiteral(n) && !numericLiteral(n)) this.reporter.error(n, 'float', whyNoLiteral(n));
      else if (ts.isIdentifier(n) && n.text === 'FOREVER') this.reporter.error(n, 'constant', NO_NUMBER);
      else if (isSwitch(n) && switchName(n) === undefined) this.reporter.error(n.arguments[0] ?? n, 'constant', BAD_NAME);
      else if (isSwitch(n) && !this.expression(n)) {
        if (!ts.forEachChild(n, look)) this.reporter.error(n.arguments[1] ?? n, 'constant', BAD_START);
      }
      else if (ts.isBinaryExpression(n) && this.dividesByZero(n)) this.reporter.error(n, 'operator', 'division by zero');
      else if (this.operandsOf(n).length > 0 && this.operandsOf(n).every((part) => this.expression(part))) this.reporter.error(n, 'operator', MISTYPED);
      else return ts.forEachChild(n, look) ?? false;
      return true;
    };
    if (!look(node)) this.reporter.error(node, 'constant', message);
  }

  /** What an operator computes with. */
  private operandsOf(n: ts.Node): ts.Expression[] {
    if (ts.isPrefixUnaryExpression(n)) return [n.operand];
    if (ts.isBinaryExpression(n)) return [n.left, n.right];
    return ts.isConditionalExpression(n) ? [n.condition] : [];
  }

  private dividesByZero({ operatorToken, right }: ts.BinaryExpression): boolean {
    const divides = operatorToken.kind === ts.SyntaxKind.SlashToken || operatorToken.kind === ts.SyntaxKind.PercentToken;
    return divides && this.expression(right)?.value === 0;
  }

  /** The value of a constant expression; undefined (and no complaint) for any other expression. */
  expression(node: ts.Expression): Constant | undefined {
    if (ts.isParenthesizedExpression(node)) return this.expression(node.expression);
    if (ts.isNumericLiteral(node)) return numericLiteral(node);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: 1, type: BOOLEAN };
    if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: 0, type: BOOLEAN };
    if (node.kind === ts.SyntaxKind.NullKeyword) return { value: 0, type: { kind: 'null' } };
    if (ts.isIdentifier(node)) return this.named(node);
    if (ts.isPrefixUnaryExpression(node)) return this.prefix(node);
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isConditionalExpression(node)) return this.conditional(node);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return this.call(node, node.expression.text);
    return undefined;
  }

  /** Undefined where a local variable of that name hides the constant. */
  private named(node: ts.Identifier): Constant | undefined {
    if (node.text !== 'NULL' && !this.has(node.text)) return undefined;
    const declaration = this.checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (declaration && !isTopLevel(declaration)) return undefined;
    return node.text === 'NULL' ? { value: 0, type: { kind: 'null' } } : this.get(node.text);
  }

  /** Of the type that both values share; the one not chosen need not be constant. */
  private conditional({ condition, whenTrue, whenFalse }: ts.ConditionalExpression): Constant | undefined {
    const c = this.expression(condition);
    if (c?.type.kind !== 'boolean') return undefined;
    const [a, b] = [this.expression(whenTrue), this.expression(whenFalse)];
    if (a && b && !fits(a.type, b.type) && !fits(b.type, a.type)) return undefined;
    const chosen = c.value ? a : b;
    return chosen && { value: chosen.value, type: a && b ? numberType(a.type, b.type) : chosen.type };
  }

  private prefix(node: ts.PrefixUnaryExpression): Constant | undefined {
    const literal = smallestLiteral(node);
    if (literal) return literal;
    const a = this.expression(node.operand);
    if (!a) return undefined;
    if (node.operator === ts.SyntaxKind.ExclamationToken) return a.type.kind === 'boolean' ? { value: +!a.value, type: BOOLEAN } : undefined;
    if (!isNumber(a.type)) return undefined;
    switch (node.operator) {
      case ts.SyntaxKind.MinusToken: return { value: -a.value | 0, type: a.type };
      case ts.SyntaxKind.PlusToken: return a;
      case ts.SyntaxKind.TildeToken: return { value: ~a.value, type: a.type };
      default: return undefined;
    }
  }

  private binary(node: ts.BinaryExpression): Constant | undefined {
    const a = this.expression(node.left);
    const b = a && this.expression(node.right);
    if (!a || !b) return undefined;
    const token = node.operatorToken.kind;
    const isAnd = token === ts.SyntaxKind.AmpersandAmpersandToken;
    if (isAnd || token === ts.SyntaxKind.BarBarToken) return a.type.kind !== 'boolean' || b.type.kind !== 'boolean' ? undefined : (a.value !== 0) === isAnd ? b : a;
    const op = binaryOp(token, a.type, b.type);
    if (!op || !takes(op, a.type, b.type)) return undefined;
    const value = evaluate(op, a.value, b.value);
    return value === undefined ? undefined : { value, type: binaryType(token, op, a.type, b.type) };
  }

  private call(node: ts.CallExpression, name: string): Constant | undefined {
    if (name === 'sizeof') {
      const t = node.typeArguments?.[0];
      const type = t && this.types.resolve(t);
      return type?.kind === 'pointer' ? { value: this.types.sizeWithLines(type.struct), type: UINT } : undefined;
    }
    if (name !== 'config') return undefined;
    const key = switchName(node);
    const [, initial, least, most] = node.arguments;
    const fallback = initial && this.expression(initial);
    if (key === undefined || !fallback) return undefined;
    const given = this.overrides[key];
    const isBoolean = fallback.type.kind === 'boolean';
    if (!isBoolean && !isNumber(fallback.type)) return undefined;
    const value = given === undefined ? fallback.value : Number(given) | 0;
    const used = isBoolean ? value !== 0 : asNumber({ value, type: fallback.type });
    const bound = (at: ts.Expression | undefined): number | null => {
      const value = at && this.expression(at);
      if (at && !value) this.reporter.error(at, 'constant', BAD_BOUND);
      return value ? asNumber(value) : null;
    };
    const range = { least: bound(least), most: bound(most) };
    const odd = outOfRange(key, asNumber(fallback), range);
    if (odd !== null) this.reporter.error(initial, 'constant', odd);
    this.set(key, used, range);
    this.listener?.switches.set(key, { given, used, range });
    return { value: isBoolean ? +(value !== 0) : value, type: fallback.type };
  }
}

function isTopLevel(node: ts.Declaration): boolean {
  return ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent);
}
