/** Lowering of assignments, and what may be assigned to what. */
import ts from 'typescript';
import { whyNoCallback } from './callback-types.ts';
import { arithmetic, lowerExpression, operate } from './expression.ts';
import { WRONG, type Lowering, type Value } from './lowering.ts';
import { loadPlace, lowerPlace, storePlace, type AnyPlace } from './place.ts';
import { fits, isNumber, showType, type ValueType } from './types.ts';

export function assignment(f: Lowering, node: ts.BinaryExpression): Value {
  const place = lowerPlace(f, node.left);
  if (place && !('variable' in place) && (place.type.kind === 'embedded' || place.type.kind === 'array')) {
    return f.error(node, 'assignment', 'structs and arrays cannot be assigned: copy their fields');
  }
  const value = lowerExpression(f, node.right);
  return place ? write(f, node, place, value) : WRONG;
}

export function compoundAssignment(f: Lowering, node: ts.BinaryExpression, token: ts.SyntaxKind): Value {
  const place = lowerPlace(f, node.left);
  if (!place) return WRONG;
  const old = read(f, node.left, place);
  const value = operate(f, node, token, old, lowerExpression(f, node.right));
  return write(f, node, place, value);
}

/** `++` and `--`: a load, an addition and a store, as in C. */
export function step(f: Lowering, operand: ts.Expression, by: 1 | -1, node: ts.Expression, before: boolean): Value {
  const place = lowerPlace(f, operand);
  if (!place) return WRONG;
  const old = read(f, operand, place);
  if (old.type.kind === 'unknown') return WRONG;
  if (!isNumber(old.type)) return f.error(node, 'operator', `only numbers can be counted, not ${showType(old.type)}`);
  const value = arithmetic(f, node, 'add', old, { type: old.type, constant: by }, old.type);
  write(f, node, place, value);
  return before ? value : old;
}

function read(f: Lowering, node: ts.Node, place: AnyPlace): Value {
  if (!('variable' in place)) return loadPlace(f, node, place, 'plain');
  return f.result(place.variable.type, (dst) => ({ op: 'copy', dst, src: place.variable.reg }));
}

/** Stores the value; the assignment itself is a value of the place's type. */
function write(f: Lowering, node: ts.Node, place: AnyPlace, value: Value): Value {
  const target = 'variable' in place ? place.variable.type : place.type;
  checkAssignable(f, ts.isBinaryExpression(node) ? node.right : node, target, value.type);
  if ('variable' in place) {
    if (f.onlyReads) f.error(node, 'side-effect', 'a condition may only read: it is evaluated as often as needed');
    f.assign(place.variable.reg, value);
  } else storePlace(f, node, place, value, 'plain');
  return f.retype(value, target);
}

/** Stricter than TypeScript: a pointer to one struct is not a pointer to another of the same shape, nor a number or a callback one. */
export function checkAssignable(f: Lowering, node: ts.Node, target: ValueType, from: ValueType): void {
  if (target.kind === 'pointer' && from.kind === 'pointer' && target.struct !== from.struct) {
    f.error(node, 'type', `a pointer to ${from.struct} is not a pointer to ${target.struct}: say cast<${target.struct}>(…) if it is meant`);
  } else if (target.kind === 'callback' && from.kind === 'callback') {
    const why = whyNoCallback(f.unit, target, from);
    if (why !== undefined) f.error(node, 'callback', why);
  } else if (!fits(target, from)) {
    f.error(node, 'type', from.kind === 'void' ? 'this call returns nothing' : `${showType(target)} is needed here, not ${showType(from)}`);
  }
}
