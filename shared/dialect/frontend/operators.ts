/** Which instruction an operator becomes, and the type of its result. */
import ts from 'typescript';
import type { BinaryOp } from '../ir.ts';
import { BOOLEAN, ULONG, isNumber, isPointer, isUnsigned, type ValueType } from './types.ts';

const K = ts.SyntaxKind;

/** Whether the instruction is for such values: numbers, flags, and whatever can be equal. */
export function takes(op: BinaryOp, a: ValueType, b: ValueType): boolean {
  if (op === 'eq' || op === 'ne') return comparable(a, b);
  return (isNumber(a) && isNumber(b)) || ((op === 'and' || op === 'or' || op === 'xor') && a.kind === 'boolean' && b.kind === 'boolean');
}

function comparable(a: ValueType, b: ValueType): boolean {
  if (isNumber(a) && isNumber(b)) return true;
  if (a.kind === 'boolean' || b.kind === 'boolean') return a.kind === b.kind;
  if (a.kind === 'pointer' && b.kind === 'pointer') return a.struct === b.struct;
  // The number of a function is no address.
  if (a.kind === 'callback' || b.kind === 'callback') return a.kind === b.kind || a.kind === 'null' || b.kind === 'null';
  return isPointer(a) && isPointer(b);
}

/** `[signed, unsigned]` instruction of each binary operator. */
const BINARY: Partial<Record<ts.SyntaxKind, readonly [BinaryOp, BinaryOp]>> = {
  [K.PlusToken]: ['add', 'add'],
  [K.MinusToken]: ['sub', 'sub'],
  [K.AsteriskToken]: ['mul', 'mul'],
  [K.SlashToken]: ['div_s', 'div_u'],
  [K.PercentToken]: ['rem_s', 'rem_u'],
  [K.AmpersandToken]: ['and', 'and'],
  [K.BarToken]: ['or', 'or'],
  [K.CaretToken]: ['xor', 'xor'],
  [K.LessThanLessThanToken]: ['shl', 'shl'],
  [K.GreaterThanGreaterThanToken]: ['shr_s', 'shr_u'],
  [K.GreaterThanGreaterThanGreaterThanToken]: ['shr_u', 'shr_u'],
  [K.EqualsEqualsEqualsToken]: ['eq', 'eq'],
  [K.ExclamationEqualsEqualsToken]: ['ne', 'ne'],
  [K.LessThanToken]: ['lt_s', 'lt_u'],
  [K.LessThanEqualsToken]: ['le_s', 'le_u'],
  [K.GreaterThanToken]: ['gt_s', 'gt_u'],
  [K.GreaterThanEqualsToken]: ['ge_s', 'ge_u'],
};

/** The operator inside a compound assignment: `+=` → `+`. */
export const COMPOUND: Partial<Record<ts.SyntaxKind, ts.SyntaxKind>> = {
  [K.PlusEqualsToken]: K.PlusToken,
  [K.MinusEqualsToken]: K.MinusToken,
  [K.AsteriskEqualsToken]: K.AsteriskToken,
  [K.SlashEqualsToken]: K.SlashToken,
  [K.PercentEqualsToken]: K.PercentToken,
  [K.AmpersandEqualsToken]: K.AmpersandToken,
  [K.BarEqualsToken]: K.BarToken,
  [K.CaretEqualsToken]: K.CaretToken,
  [K.LessThanLessThanEqualsToken]: K.LessThanLessThanToken,
  [K.GreaterThanGreaterThanEqualsToken]: K.GreaterThanGreaterThanToken,
  [K.GreaterThanGreaterThanGreaterThanEqualsToken]: K.GreaterThanGreaterThanGreaterThanToken,
};

export function isBinaryOperator(token: ts.SyntaxKind): boolean {
  return BINARY[token] !== undefined;
}

/** The instruction: unsigned when one operand is, as in C; a shift looks at its left operand only. */
export function binaryOp(token: ts.SyntaxKind, a: ValueType, b: ValueType): BinaryOp | undefined {
  const pair = BINARY[token];
  if (!pair) return undefined;
  return pair[isUnsigned(a) || (isUnsigned(b) && !isShift(pair[0])) ? 1 : 0];
}

export function binaryType(token: ts.SyntaxKind, op: BinaryOp, a: ValueType, b: ValueType): ValueType {
  if (isComparison(op)) return BOOLEAN;
  if (isShift(op)) return token === K.GreaterThanGreaterThanGreaterThanToken ? ULONG : a;
  return numberType(a, b);
}

/** The type of two numbers taken together: unsigned when one is. Other types are the same on both sides, or NULL on one. */
export function numberType(a: ValueType, b: ValueType): ValueType {
  return a.kind === 'int' || a.kind === 'null' ? b : a;
}

function isComparison(op: BinaryOp): boolean {
  return /^(eq|ne|lt|le|gt|ge)/.test(op);
}
function isShift(op: BinaryOp): boolean {
  return op.startsWith('sh');
}
