/** Compile-time constants: top-level `const NAME = …` of numbers, booleans, other constants, `config(…)` and `sizeof<T>()`. */
import ts from 'typescript';
import { evaluate } from '../arithmetic.ts';
import type { Reporter } from './errors.ts';
import { binaryOp, isComparison } from './operators.ts';
import { BOOLEAN, INT, UINT, isUnsigned, type TypeTable, type ValueType } from './types.ts';

export interface Constant {
  /** Signed 32-bit; booleans are 0 or 1. */
  value: number;
  type: ValueType;
}

export class Constants {
  private readonly declarations = new Map<string, ts.VariableDeclaration>();
  private readonly values = new Map<string, Constant | null>();
  private readonly open = new Set<string>();
  /** The switches asked for, with the value used. */
  readonly config: Record<string, boolean | number> = {};
  types!: TypeTable;

  constructor(
    private readonly reporter: Reporter,
    private readonly overrides: Record<string, boolean | number>,
  ) {}

  declare(node: ts.VariableDeclaration): void {
    if (ts.isIdentifier(node.name)) this.declarations.set(node.name.text, node);
  }

  has(name: string): boolean {
    return this.declarations.has(name);
  }

  evaluateAll(): void {
    for (const name of this.declarations.keys()) this.get(name);
  }

  /** The constant of that name; undefined when there is none or it is not constant (reported once). */
  get(name: string): Constant | undefined {
    const known = this.values.get(name);
    if (known !== undefined) return known ?? undefined;
    const node = this.declarations.get(name);
    if (!node) return undefined;
    if (this.open.has(name)) {
      this.reporter.error(node.name, 'constant', `the constant ${name} is defined by itself`);
      return undefined;
    }
    this.open.add(name);
    let value = node.initializer ? this.expression(node.initializer) : undefined;
    this.open.delete(name);
    if (!value) {
      this.reporter.error(node.initializer ?? node, 'constant', `${name} is not a compile-time constant; shared variables are declared with \`let\``);
    } else if (node.type) {
      value = { value: value.value, type: this.types.resolve(node.type) };
    }
    this.values.set(name, value ?? null);
    return value;
  }

  /** The value of a constant expression; undefined (and no complaint) for any other expression. */
  expression(node: ts.Expression): Constant | undefined {
    if (ts.isParenthesizedExpression(node)) return this.expression(node.expression);
    if (ts.isNumericLiteral(node)) return numericLiteral(node);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: 1, type: BOOLEAN };
    if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: 0, type: BOOLEAN };
    if (node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'NULL')) return { value: 0, type: { kind: 'null' } };
    if (ts.isIdentifier(node)) return this.get(node.text);
    if (ts.isPrefixUnaryExpression(node)) return this.prefix(node);
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isConditionalExpression(node)) {
      const c = this.expression(node.condition);
      return c && this.expression(c.value ? node.whenTrue : node.whenFalse);
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return this.call(node, node.expression.text);
    return undefined;
  }

  private prefix(node: ts.PrefixUnaryExpression): Constant | undefined {
    const a = this.expression(node.operand);
    if (!a) return undefined;
    switch (node.operator) {
      case ts.SyntaxKind.MinusToken: return { value: -a.value | 0, type: a.type };
      case ts.SyntaxKind.PlusToken: return a;
      case ts.SyntaxKind.TildeToken: return { value: ~a.value, type: a.type };
      case ts.SyntaxKind.ExclamationToken: return { value: +!a.value, type: BOOLEAN };
      default: return undefined;
    }
  }

  private binary(node: ts.BinaryExpression): Constant | undefined {
    const a = this.expression(node.left);
    const b = a && this.expression(node.right);
    if (!a || !b) return undefined;
    const token = node.operatorToken.kind;
    if (token === ts.SyntaxKind.AmpersandAmpersandToken) return a.value ? b : a;
    if (token === ts.SyntaxKind.BarBarToken) return a.value ? a : b;
    const unsigned = isUnsigned(a.type) || isUnsigned(b.type);
    const op = binaryOp(token, unsigned);
    if (!op) return undefined;
    const value = evaluate(op, a.value, b.value);
    if (value === undefined) return undefined;
    return { value, type: isComparison(op) ? BOOLEAN : unsigned ? (isUnsigned(a.type) ? a.type : b.type) : INT };
  }

  private call(node: ts.CallExpression, name: string): Constant | undefined {
    if (name === 'sizeof') {
      const t = node.typeArguments?.[0];
      const type = t && this.types.resolve(t);
      return type?.kind === 'pointer' ? { value: this.types.layout(type.struct)?.size ?? 0, type: UINT } : undefined;
    }
    if (name !== 'config') return undefined;
    const [key, initial] = node.arguments;
    if (!key || !ts.isStringLiteral(key) || !initial) return undefined;
    const fallback = this.expression(initial);
    if (!fallback) return undefined;
    const given = this.overrides[key.text];
    const isBoolean = fallback.type.kind === 'boolean';
    const value = given === undefined ? fallback.value : Number(given) | 0;
    this.config[key.text] = isBoolean ? value !== 0 : value;
    return { value: isBoolean ? +(value !== 0) : value, type: fallback.type };
  }
}

/** An integer literal; undefined for a float or one beyond 32 bits. */
export function numericLiteral(node: ts.NumericLiteral): Constant | undefined {
  const n = Number(node.text);
  if (!Number.isInteger(n) || n < 0 || n > 0xffffffff) return undefined;
  return { value: n | 0, type: n > 0x7fffffff ? UINT : INT };
}
