/** Lowering of expressions. */
import ts from 'typescript';
import { evaluate } from '../arithmetic.ts';
import { lowerCall } from './call.ts';
import { numericLiteral } from './constants.ts';
import { NOTHING, type Lowering, type Value } from './lowering.ts';
import { COMPOUND, binaryOp, isComparison, isShift } from './operators.ts';
import { loadPlace, lowerPlace, namesMemory, storePlace, type AnyPlace } from './place.ts';
import { BOOLEAN, INT, ULONG, isNumber, isPointer, isUnsigned, showType, type ValueType } from './types.ts';

const K = ts.SyntaxKind;

export function lowerExpression(f: Lowering, node: ts.Expression): Value {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return lowerExpression(f, node.expression);
  if (ts.isNumericLiteral(node)) {
    const literal = numericLiteral(node);
    return literal ? { type: literal.type, constant: literal.value } : f.error(node, 'float', Number.isInteger(Number(node.text)) ? 'integers have 32 bits' : 'there are no fractions in the dialect: numbers are 32-bit integers');
  }
  if (node.kind === K.TrueKeyword) return { type: BOOLEAN, constant: 1 };
  if (node.kind === K.FalseKeyword) return { type: BOOLEAN, constant: 0 };
  if (node.kind === K.NullKeyword) return { type: { kind: 'null' }, constant: 0 };
  if (ts.isIdentifier(node)) return identifier(f, node);
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'length') {
    const length = arrayLength(f, node);
    if (length) return length;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const place = lowerPlace(f, node);
    return place && !('variable' in place) ? loadPlace(f, node, place, 'plain') : { type: INT, constant: 0 };
  }
  if (ts.isBinaryExpression(node)) return binary(f, node);
  if (ts.isPrefixUnaryExpression(node)) return prefix(f, node);
  if (ts.isPostfixUnaryExpression(node)) return step(f, node.operand, node.operator === K.PlusPlusToken ? 1 : -1, node, false);
  if (ts.isConditionalExpression(node)) return conditional(f, node);
  if (ts.isCallExpression(node)) return lowerCall(f, node);
  return outside(f, node);
}

function identifier(f: Lowering, node: ts.Identifier): Value {
  if (node.text === 'NULL') return { type: { kind: 'null' }, constant: 0 };
  const variable = f.variable(node);
  if (variable) {
    if (!variable.mutable) return { type: variable.type, reg: variable.reg };
    // A copy, so that the value stays what it was if the variable changes before it is used (`f(i, i++)`).
    return f.result(variable.type, (dst) => ({ op: 'copy', dst, src: variable.reg }));
  }
  const constant = f.unit.constants.get(node.text);
  if (constant) return { type: constant.type, constant: constant.value };
  if (f.unit.constants.has(node.text)) return { type: INT, constant: 0 };
  if (f.unit.globals.has(node.text)) {
    const place = lowerPlace(f, node);
    return place && !('variable' in place) ? loadPlace(f, node, place, 'plain') : { type: INT, constant: 0 };
  }
  if (f.unit.functions.has(node.text)) return f.result({ kind: 'callback' }, (dst) => (f.unit.callbacks.of(node.text), { op: 'callbackIndex', dst, fn: node.text }));
  const declaration = f.unit.checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declaration && (ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))) {
    return f.error(node, 'closure', `\`${node.text}\` belongs to another function: the dialect has no closures; use a top-level \`let\``);
  }
  if (!declaration) return { type: INT, constant: 0 }; // TypeScript reports the unknown name.
  return f.error(node, 'expression', `\`${node.text}\` cannot be used as a value`);
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
  const a = lowerExpression(f, node.operand);
  if (node.operator === K.ExclamationToken) {
    if (a.constant !== undefined) return { type: BOOLEAN, constant: +!a.constant };
    return f.result(BOOLEAN, (dst) => ({ op: 'unary', dst, kind: 'not', a: a.reg }));
  }
  if (!isNumber(a.type)) return f.error(node, 'operator', `this operator needs a number, not ${showType(a.type)}`);
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
  const a = lowerExpression(f, node.left);
  const b = lowerExpression(f, node.right);
  return operate(f, node, token, a, b);
}

function operate(f: Lowering, node: ts.Expression, token: ts.SyntaxKind, a: Value, b: Value): Value {
  if (token === K.EqualsEqualsToken || token === K.ExclamationEqualsToken) return f.error(node, 'operator', 'compare with `===` or `!==`');
  if (token === K.CommaToken) return f.error(node, 'operator', 'the comma operator is outside the dialect: write two statements');
  const op = binaryOp(token, isUnsigned(a.type) || isUnsigned(b.type));
  if (!op) return f.error(node, 'operator', `the operator \`${ts.tokenToString(token) ?? '?'}\` is outside the dialect`);
  if (op === 'eq' || op === 'ne') {
    if (!comparable(a.type, b.type)) return f.error(node, 'operator', `${showType(a.type)} and ${showType(b.type)} cannot be equal`);
    return arithmetic(f, node, op, a, b, BOOLEAN);
  }
  const flags = (op === 'and' || op === 'or' || op === 'xor') && a.type.kind === 'boolean' && b.type.kind === 'boolean';
  if (!flags && (!isNumber(a.type) || !isNumber(b.type))) {
    const wrong = isNumber(a.type) ? b.type : a.type;
    return f.error(node, 'operator', `\`${ts.tokenToString(token) ?? '?'}\` works on numbers, not on ${isPointer(wrong) ? `pointers (${showType(wrong)})` : showType(wrong)}`);
  }
  if (isComparison(op)) return arithmetic(f, node, op, a, b, BOOLEAN);
  // A shift's result has the left operand's type; its sign decides between >> and >>>.
  if (isShift(op)) return arithmetic(f, node, token === K.GreaterThanGreaterThanToken && !isUnsigned(a.type) ? 'shr_s' : op, a, b, token === K.GreaterThanGreaterThanGreaterThanToken ? ULONG : a.type);
  return arithmetic(f, node, op, a, b, flags ? BOOLEAN : isUnsigned(a.type) ? a.type : b.type);
}

function comparable(a: ValueType, b: ValueType): boolean {
  if (isNumber(a) && isNumber(b)) return true;
  if (a.kind === 'boolean' || b.kind === 'boolean') return a.kind === b.kind;
  if (a.kind === 'pointer' && b.kind === 'pointer') return a.struct === b.struct;
  return isPointer(a) && isPointer(b);
}

function arithmetic(f: Lowering, node: ts.Node, kind: Parameters<typeof evaluate>[0], a: Value, b: Value, type: ValueType): Value {
  if (a.constant !== undefined && b.constant !== undefined) {
    const value = evaluate(kind, a.constant, b.constant);
    return value === undefined ? f.error(node, 'operator', 'division by zero') : { type, constant: value };
  }
  const ra = f.use(a);
  const rb = f.use(b);
  return f.result(type, (dst) => ({ op: 'binary', dst, kind, a: ra, b: rb, site: f.site(node) }));
}

function shortCircuit(f: Lowering, node: ts.BinaryExpression, and: boolean): Value {
  const left = lowerExpression(f, node.left);
  if (left.constant !== undefined) return (left.constant !== 0) === and ? lowerExpression(f, node.right) : left;
  if (left.type.kind !== 'boolean') return f.error(node.left, 'operator', `\`&&\` and \`||\` take booleans, not ${showType(left.type)}: compare it with ${isPointer(left.type) ? 'NULL' : '0'}`);
  const result = f.builder.reg();
  f.assign(result, left);
  const more = f.builder.newBlock();
  const done = f.builder.newBlock();
  f.builder.end({ op: 'branch', condition: left.reg, then: and ? more : done, else: and ? done : more });
  f.builder.enter(more);
  const right = lowerExpression(f, node.right);
  if (right.type.kind !== 'boolean') f.error(node.right, 'operator', `\`&&\` and \`||\` take booleans, not ${showType(right.type)}: compare it with ${isPointer(right.type) ? 'NULL' : '0'}`);
  f.assign(result, right);
  f.builder.enter(done);
  return { type: BOOLEAN, reg: result };
}

function conditional(f: Lowering, node: ts.ConditionalExpression): Value {
  const condition = lowerCondition(f, node.condition);
  if (condition.constant !== undefined) return lowerExpression(f, condition.constant ? node.whenTrue : node.whenFalse);
  const [yes, no, done] = [f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock()];
  const result = f.builder.reg();
  f.builder.end({ op: 'branch', condition: condition.reg, then: yes, else: no });
  f.builder.enter(yes);
  const a = lowerExpression(f, node.whenTrue);
  f.assign(result, a);
  f.builder.end({ op: 'jump', target: done });
  f.builder.enter(no);
  const b = lowerExpression(f, node.whenFalse);
  f.assign(result, b);
  f.builder.enter(done);
  const type = a.type.kind === 'null' ? b.type : isNumber(a.type) && isUnsigned(b.type) ? b.type : a.type;
  return { type, reg: result };
}

/** A boolean that a statement branches on. Numbers and pointers are compared explicitly, so that what is meant is read. */
export function lowerCondition(f: Lowering, node: ts.Expression): Value {
  const value = lowerExpression(f, node);
  if (value.type.kind !== 'boolean') return f.error(node, 'operator', `a condition is a boolean, not ${showType(value.type)}: compare it with ${isPointer(value.type) ? 'NULL' : '0'}`);
  return value;
}

function assignment(f: Lowering, node: ts.BinaryExpression): Value {
  const place = lowerPlace(f, node.left);
  const value = lowerExpression(f, node.right);
  if (place) write(f, node, place, value);
  return value;
}

function compoundAssignment(f: Lowering, node: ts.BinaryExpression, token: ts.SyntaxKind): Value {
  const place = lowerPlace(f, node.left);
  if (!place) return NOTHING;
  const old = read(f, node.left, place);
  const value = operate(f, node, token, old, lowerExpression(f, node.right));
  write(f, node, place, value);
  return value;
}

/** `++` and `--`: a load, an addition and a store, as in C. */
function step(f: Lowering, operand: ts.Expression, by: 1 | -1, node: ts.Expression, before: boolean): Value {
  const place = lowerPlace(f, operand);
  if (!place) return NOTHING;
  const old = read(f, operand, place);
  if (!isNumber(old.type)) return f.error(node, 'operator', `only numbers can be counted, not ${showType(old.type)}`);
  const value = arithmetic(f, node, 'add', old, { type: old.type, constant: by }, old.type);
  write(f, node, place, value);
  return before ? value : old;
}

function read(f: Lowering, node: ts.Node, place: AnyPlace): Value {
  if (!('variable' in place)) return loadPlace(f, node, place, 'plain');
  return f.result(place.variable.type, (dst) => ({ op: 'copy', dst, src: place.variable.reg }));
}

function write(f: Lowering, node: ts.Node, place: AnyPlace, value: Value): void {
  const target = 'variable' in place ? place.variable.type : place.type;
  checkAssignable(f, node, target, value.type);
  if ('variable' in place) f.assign(place.variable.reg, value);
  else storePlace(f, node, place, value, 'plain');
}

/** Nominal check on top of TypeScript's structural one: a pointer to one struct is not a pointer to another of the same shape. */
export function checkAssignable(f: Lowering, node: ts.Node, target: ValueType, from: ValueType): void {
  if (target.kind === 'pointer' && from.kind === 'pointer' && target.struct !== from.struct) {
    f.error(node, 'type', `a pointer to ${from.struct} is not a pointer to ${target.struct}: say cast<${target.struct}>(…) if it is meant`);
  }
}

function outside(f: Lowering, node: ts.Expression): Value {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return f.error(node, 'closure', 'functions are values only as static callbacks: name a top-level function');
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return f.error(node, 'string', 'strings are not data in the dialect; they only name tracepoints, counters and messages');
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return f.error(node, 'literal', 'object and array literals are outside the dialect: use alloc<T>(), local<T>() or a global');
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) return f.error(node, 'type', 'no type assertions: use cast<T>(pointer)');
  if (ts.isNewExpression(node)) return f.error(node, 'expression', 'no `new`: use alloc<T>() for the heap or local<T>() for the frame');
  if (ts.isAwaitExpression(node)) return f.error(node, 'expression', 'no async code: a thread waits with wait_until or futex_wait');
  return f.error(node, 'expression', `\`${K[node.kind]}\` is outside the dialect`);
}
