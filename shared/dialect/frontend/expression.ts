/** Lowering of expressions. */
import ts from 'typescript';
import { evaluate } from '../arithmetic.ts';
import type { BinaryOp } from '../ir.ts';
import { assignment, compoundAssignment, step } from './assignment.ts';
import { lowerCall } from './call.ts';
import { conditional, needBoolean, shortCircuit } from './condition.ts';
import { foreignName } from './foreign-names.ts';
import { NO_NUMBER, numericLiteral, smallestLiteral, whyNoLiteral } from './literals.ts';
import { WRONG, type Lowering, type Value } from './lowering.ts';
import { COMPOUND, binaryOp, binaryType, isBinaryOperator, takes } from './operators.ts';
import { loadPlace, lowerPlace, namesMemory } from './place.ts';
import { BOOLEAN, INT, isNumber, isPointer, showType, type ValueType } from './types.ts';
import { syntaxName } from './syntax-names.ts';

const K = ts.SyntaxKind;

export function lowerExpression(f: Lowering, node: ts.Expression): Value {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return lowerExpression(f, node.expression);
  if (ts.isNumericLiteral(node)) {
    const literal = numericLiteral(node);
    return literal ? { type: literal.type, constant: literal.value } : f.error(node, 'float', whyNoLiteral(node));
  }
  if (node.kind === K.TrueKeyword) return { type: BOOLEAN, constant: 1 };
  if (node.kind === K.FalseKeyword) return { type: BOOLEAN, constant: 0 };
  if (node.kind === K.NullKeyword) return { type: { kind: 'null' }, constant: 0 };
  if (ts.isIdentifier(node)) return identifier(f, node);
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'length') {
    const length = arrayLength(f, node);
    if (length) return length;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return loadNamed(f, node);
  if (ts.isBinaryExpression(node)) return binary(f, node);
  if (ts.isPrefixUnaryExpression(node)) return prefix(f, node);
  if (ts.isPostfixUnaryExpression(node)) return step(f, node.operand, node.operator === K.PlusPlusToken ? 1 : -1, node, false);
  if (ts.isConditionalExpression(node)) return conditional(f, node);
  if (ts.isCallExpression(node)) return lowerCall(f, node);
  return outside(f, node);
}

function loadNamed(f: Lowering, node: ts.Expression): Value {
  const place = lowerPlace(f, node);
  return place && !('variable' in place) ? loadPlace(f, node, place, 'plain') : WRONG;
}

function identifier(f: Lowering, node: ts.Identifier): Value {
  const variable = f.variable(node);
  if (variable) {
    if (!variable.mutable) return { type: variable.type, reg: variable.reg };
    // A copy, so that the value stays what it was if the variable changes before it is used (`f(i, i++)`).
    return f.result(variable.type, (dst) => ({ op: 'copy', dst, src: variable.reg }));
  }
  if (node.text === 'NULL') return { type: { kind: 'null' }, constant: 0 };
  if (node.text === 'FOREVER') return f.error(node, 'expression', NO_NUMBER);
  const constant = f.unit.constants.expression(node);
  if (constant) return { type: constant.type, constant: constant.value };
  if (f.unit.constants.has(node.text)) return WRONG; // Reported where it is declared.
  if (f.unit.globals.has(node.text)) return loadNamed(f, node);
  if (f.unit.functions.has(node.text)) return callback(f, node);
  const foreign = foreignName(f, node);
  if (foreign) return foreign;
  const early = f.usedTooEarly(node);
  if (early) return f.error(node, 'place', early);
  const declaration = f.unit.checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (!declaration) return WRONG; // TypeScript reports the unknown name.
  if (ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)) {
    return f.error(node, 'closure', `\`${node.text}\` belongs to another function: the dialect has no closures; use a top-level \`let\``);
  }
  return f.error(node, 'expression', `\`${node.text}\` cannot be used as a value`);
}

/** A function's name as a value: a static callback. */
function callback(f: Lowering, node: ts.Identifier): Value {
  const type = f.unit.callbackOf(f.unit.signature(node.text)!);
  f.unit.callbacks.of(node.text);
  return f.result(type, (dst) => ({ op: 'callbackIndex', dst, fn: node.text }));
}

function arrayLength(f: Lowering, node: ts.PropertyAccessExpression): Value | undefined {
  if (!namesMemory(f, node.expression)) return undefined;
  const type = f.unit.checker.getTypeAtLocation(node.expression);
  if (type.symbol?.name !== 'ArrayOf') return undefined;
  const place = lowerPlace(f, node.expression);
  return place && !('variable' in place) && place.type.kind === 'array' ? { type: INT, constant: place.type.length } : undefined;
}

function prefix(f: Lowering, node: ts.PrefixUnaryExpression): Value {
  if (node.operator === K.PlusPlusToken) return step(f, node.operand, 1, node, true);
  if (node.operator === K.MinusMinusToken) return step(f, node.operand, -1, node, true);
  const literal = smallestLiteral(node);
  if (literal) return { type: literal.type, constant: literal.value };
  const a = lowerExpression(f, node.operand);
  if (a.type.kind === 'unknown') return WRONG;
  if (node.operator === K.ExclamationToken) {
    if (!needBoolean(f, node.operand, a, '`!` takes a boolean')) return WRONG;
    if (a.constant !== undefined) return { type: BOOLEAN, constant: +!a.constant };
    return f.result(BOOLEAN, (dst) => ({ op: 'unary', dst, kind: 'not', a: a.reg }));
  }
  if (!isNumber(a.type)) return f.error(node, 'operator', `\`${ts.tokenToString(node.operator)}\` works on numbers, not on ${operand(a.type)}`);
  if (node.operator === K.PlusToken) return a;
  if (node.operator === K.MinusToken) return arithmetic(f, node, 'sub', { type: a.type, constant: 0 }, a, a.type);
  return arithmetic(f, node, 'xor', a, { type: a.type, constant: -1 }, a.type);
}

function binary(f: Lowering, node: ts.BinaryExpression): Value {
  const token = node.operatorToken.kind;
  if (token === K.EqualsToken) return assignment(f, node);
  const compound = COMPOUND[token];
  if (compound !== undefined) return compoundAssignment(f, node, compound);
  if (token === K.AmpersandAmpersandToken || token === K.BarBarToken) return shortCircuit(f, node, token === K.AmpersandAmpersandToken);
  if (token === K.CommaToken) return f.error(node, 'operator', 'the comma operator is outside the dialect: write two statements');
  if (token === K.EqualsEqualsToken || token === K.ExclamationEqualsToken) return f.error(node.operatorToken, 'operator', `compare with \`${token === K.EqualsEqualsToken ? '===' : '!=='}\``);
  if (!isBinaryOperator(token)) return f.error(node.operatorToken, 'operator', `the operator \`${ts.tokenToString(token) ?? '?'}\` is outside the dialect`);
  const a = lowerExpression(f, node.left);
  const b = lowerExpression(f, node.right);
  return operate(f, node, token, a, b);
}

/** `a token b`, where `token` is one of the operators in operators.ts. */
export function operate(f: Lowering, node: ts.Expression, token: ts.SyntaxKind, a: Value, b: Value): Value {
  if (a.type.kind === 'unknown' || b.type.kind === 'unknown') return WRONG;
  const op = binaryOp(token, a.type, b.type)!;
  if (!takes(op, a.type, b.type)) {
    if (op === 'eq' || op === 'ne') return f.error(node, 'operator', `${showType(a.type)} and ${showType(b.type)} cannot be equal`);
    return f.error(node, 'operator', `\`${ts.tokenToString(token) ?? '?'}\` works on numbers, not on ${operand(isNumber(a.type) ? b.type : a.type)}`);
  }
  return arithmetic(f, node, op, a, b, binaryType(token, op, a.type, b.type));
}

function operand(type: ValueType): string {
  return isPointer(type) ? `pointers (${showType(type)})` : showType(type);
}

export function arithmetic(f: Lowering, node: ts.Node, kind: BinaryOp, a: Value, b: Value, type: ValueType): Value {
  if (a.constant !== undefined && b.constant !== undefined) {
    const value = evaluate(kind, a.constant, b.constant);
    return value === undefined ? f.error(node, 'operator', 'division by zero') : { type, constant: value };
  }
  const ra = f.use(a);
  const rb = f.use(b);
  return f.result(type, (dst) => ({ op: 'binary', dst, kind, a: ra, b: rb, site: f.site(node) }));
}

function outside(f: Lowering, node: ts.Expression): Value {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return f.error(node, 'closure', 'functions are values only as static callbacks: name a top-level function');
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isTaggedTemplateExpression(node)) return f.error(node, 'string', 'strings are not data in the dialect; they only name tracepoints, counters and messages');
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return f.error(node, 'literal', 'object and array literals are outside the dialect: use alloc<T>(), local<T>() or a global');
  if (ts.isBigIntLiteral(node)) return f.error(node, 'float', 'integers have 32 bits: write the number without `n`');
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node) || ts.isSatisfiesExpression(node)) return f.error(node, 'type', 'no type assertions: use cast<T>(pointer)');
  if (ts.isNewExpression(node)) return f.error(node, 'expression', 'no `new`: use alloc<T>() for the heap or local<T>() for the frame');
  if (ts.isAwaitExpression(node)) return f.error(node, 'expression', 'no async code: a thread waits with wait_until or futex_wait');
  return f.error(node, 'expression', `${syntaxName(node)} is outside the dialect`);
}
