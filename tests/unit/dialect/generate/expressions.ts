/** Random expressions of the dialect, and what they mean in plain arithmetic on big integers: the reference for the compiler. */
import fc from 'fast-check';

export type Kind = 'int' | 'uint' | 'boolean';
export type Expression =
  | { op: 'literal'; value: number }
  | { op: 'variable'; name: string; kind: 'int' | 'uint' }
  | { op: '-' | '~'; a: Expression }
  | { op: '!'; a: Expression }
  | { op: Arithmetic | Comparison | '&&' | '||'; a: Expression; b: Expression }
  | { op: '?:'; condition: Expression; a: Expression; b: Expression };

const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'] as const;
const COMPARISON = ['<', '<=', '>', '>=', '===', '!=='] as const;
type Arithmetic = (typeof ARITHMETIC)[number];
type Comparison = (typeof COMPARISON)[number];

/** A value with the type that decides how it is divided, compared and shifted. */
export interface Typed {
  kind: Kind;
  value: bigint;
}

export class DivisionByZero extends Error {}

const VARIABLES = { a: 'int', b: 'int', u: 'uint', v: 'uint' } as const;
export const word = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.constantFrom(0, 1, -1, 2, -(2 ** 31), 2 ** 31 - 1, 31, 32, 33, 63, 64));
const literal: fc.Arbitrary<Expression> = fc.oneof(fc.nat(40), fc.nat(0xffffffff), fc.constantFrom(0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1)).map((value) => ({ op: 'literal', value }));
const variable: fc.Arbitrary<Expression> = fc.constantFrom(...(Object.entries(VARIABLES) as [string, 'int' | 'uint'][])).map(([name, kind]) => ({ op: 'variable', name, kind }));
const ZERO: Expression = { op: 'literal', value: 0 };

/** Numbers; without variables, what the compiler must know at compile time. */
export function numbers(leaf: 'variables' | 'constants'): fc.Arbitrary<Expression> {
  const { number } = fc.letrec<{ number: Expression; boolean: Expression; divisor: Expression }>((tie) => ({
    number: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, literal, ...(leaf === 'variables' ? [variable] : []),
      fc.record({ op: fc.constantFrom('-' as const, '~' as const), a: tie('number') }),
      binary(fc.constantFrom(...ARITHMETIC.filter((o) => o !== '/' && o !== '%')), tie('number'), tie('number')),
      binary(fc.constantFrom('/' as const, '%' as const), tie('number'), tie('divisor')),
      fc.record({ op: fc.constant('?:' as const), condition: tie('boolean'), a: tie('number'), b: tie('number') })),
    boolean: fc.oneof({ depthSize: 'small' },
      binary(fc.constantFrom(...COMPARISON), widened(tie('number')), widened(tie('number'))),
      fc.record({ op: fc.constant('!' as const), a: tie('boolean') }),
      binary(fc.constantFrom('&&' as const, '||' as const), tie('boolean'), tie('boolean'))),
    // A constant zero is an error of the program, so what divides is a constant that is none, or not constant.
    divisor: leaf === 'constants' ? fc.integer({ min: 1, max: 2 ** 32 - 1 }).map((value) => ({ op: 'literal' as const, value }))
      : fc.oneof(variable, binary(fc.constantFrom('+' as const, '&' as const, '>>' as const), variable, tie('number'))),
  }));
  return number;
}

function binary<O extends Arithmetic | Comparison | '&&' | '||'>(op: fc.Arbitrary<O>, a: fc.Arbitrary<Expression>, b: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.record({ op, a, b }) as fc.Arbitrary<Expression>;
}

/** `x + 0`: in `a < b >> (c)`, TypeScript would read a type argument. */
function widened(e: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return e.map((a) => ({ op: '+', a, b: ZERO }));
}

export function text(e: Expression): string {
  const part = (x: Expression): string => (x.op === 'literal' || x.op === 'variable' ? text(x) : `(${text(x)})`);
  switch (e.op) {
    case 'literal': return String(e.value);
    case 'variable': return e.name;
    case '~': case '!': return e.op + part(e.a);
    case '?:': return `${part(e.condition)} ? ${part(e.a)} : ${part(e.b)}`;
    default: return 'b' in e ? `${part(e.a)} ${e.op} ${part(e.b)}` : `-${part(e.a)}`;
  }
}

const of = (kind: Kind, value: bigint): Typed => ({ kind, value: kind === 'uint' ? BigInt.asUintN(32, value) : kind === 'int' ? BigInt.asIntN(32, value) : value });
const truth = (value: boolean): Typed => ({ kind: 'boolean', value: value ? 1n : 0n });

/** The value, with C's rules for mixing signed and unsigned, 32 bits wide. */
export function evaluate(e: Expression, variables: Readonly<Record<string, number>>): Typed {
  const value = (x: Expression): Typed => evaluate(x, variables);
  switch (e.op) {
    case 'literal': return of(e.value < 2 ** 31 ? 'int' : 'uint', BigInt(e.value));
    case 'variable': return of(e.kind, BigInt(variables[e.name]!));
    case '~': return map(value(e.a), (x) => ~x);
    case '!': return truth(value(e.a).value === 0n);
    case '&&': return value(e.a).value === 0n ? truth(false) : value(e.b);
    case '||': return value(e.a).value === 0n ? value(e.b) : truth(true);
    case '?:': {
      const chosen = value(e.condition).value !== 0n ? value(e.a) : value(e.b);
      return of(kindOf(e), chosen.value);
    }
    default:
      if ('b' in e) return operate(e.op, value(e.a), value(e.b));
      if (e.a.op === 'literal' && e.a.value === 2 ** 31) return of('int', -(2n ** 31n));
      return map(value(e.a), (x) => -x);
  }
}

function map({ kind, value }: Typed, f: (value: bigint) => bigint): Typed {
  return of(kind, f(value));
}

function operate(op: Arithmetic | Comparison, x: Typed, y: Typed): Typed {
  const by = BigInt.asUintN(5, y.value);
  if (op === '<<') return map(x, (v) => v << by);
  if (op === '>>') return map(x, (v) => v >> by);
  if (op === '>>>') return of('uint', BigInt.asUintN(32, x.value) >> by);
  const kind = x.kind === 'uint' || y.kind === 'uint' ? 'uint' : 'int';
  const [a, b] = [of(kind, x.value).value, of(kind, y.value).value];
  if ((op === '/' || op === '%') && b === 0n) throw new DivisionByZero();
  switch (op) {
    case '+': return of(kind, a + b);
    case '-': return of(kind, a - b);
    case '*': return of(kind, a * b);
    case '/': return of(kind, a / b);
    case '%': return of(kind, a % b);
    case '&': return of(kind, a & b);
    case '|': return of(kind, a | b);
    case '^': return of(kind, a ^ b);
    case '<': return truth(a < b);
    case '<=': return truth(a <= b);
    case '>': return truth(a > b);
    case '>=': return truth(a >= b);
    case '===': return truth(a === b);
    case '!==': return truth(a !== b);
  }
}

/** The type of an expression, which does not depend on its value. */
function kindOf(e: Expression): Kind {
  switch (e.op) {
    case 'literal': return e.value < 2 ** 31 ? 'int' : 'uint';
    case 'variable': return e.kind;
    case '!': case '&&': case '||': case '<': case '<=': case '>': case '>=': case '===': case '!==': return 'boolean';
    case '~': case '<<': case '>>': return kindOf(e.a);
    case '>>>': return 'uint';
    default:
      if (!('b' in e)) return e.a.op === 'literal' && e.a.value === 2 ** 31 ? 'int' : kindOf(e.a);
      return kindOf(e.a) === 'uint' || kindOf(e.b) === 'uint' ? 'uint' : 'int';
  }
}
