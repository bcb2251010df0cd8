/** Numbers as they are written. */
import ts from 'typescript';
import { INT, isUnsigned, UINT, type ValueType } from './types.ts';

export interface Constant {
  /** Signed 32-bit; booleans are 0 or 1. */
  value: number;
  type: ValueType;
}

/** As a person would write it. */
export function asNumber({ value, type }: Constant): number {
  return isUnsigned(type) ? value >>> 0 : value;
}

/** What `FOREVER` is told to whoever takes it for one. */
export const NO_NUMBER = 'FOREVER is no number: it is for a thread\'s `repeat` alone';

/** An integer literal; undefined for a float or one beyond 32 bits. */
export function numericLiteral(node: ts.NumericLiteral): Constant | undefined {
  const n = Number(node.text);
  if (!Number.isInteger(n) || n < 0 || n > 0xffffffff) return undefined;
  return { value: n | 0, type: n > 0x7fffffff ? UINT : INT };
}

/** What is wrong with a number that `numericLiteral` refuses. */
export function whyNoLiteral(node: ts.NumericLiteral): string {
  return Number.isInteger(Number(node.text)) ? 'integers have 32 bits: the largest is 4294967295' : 'there are no fractions in the dialect: numbers are 32-bit integers';
}

/** `-2147483648`: the one negative number whose digits alone do not fit an int. */
export function smallestLiteral(node: ts.PrefixUnaryExpression): Constant | undefined {
  const smallest = node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand) && Number(node.operand.text) === 2 ** 31;
  return smallest ? { value: -(2 ** 31), type: INT } : undefined;
}
