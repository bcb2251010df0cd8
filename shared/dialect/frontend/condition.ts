/** Lowering of conditions, `&&`, `||` and `?:`. */
import type ts from 'typescript';
import { fitsWhole } from './callback-types.ts';
import { lowerExpression } from './expression.ts';
import { WRONG, type Lowering, type Value } from './lowering.ts';
import { numberType } from './operators.ts';
import { BOOLEAN, isNumber, isPointer, showType, type ValueType } from './types.ts';

/** A boolean that a statement branches on. Numbers and pointers are compared explicitly, so that what is meant is read. */
export function lowerCondition(f: Lowering, node: ts.Expression): Value {
  const value = lowerExpression(f, node);
  return needBoolean(f, node, value, 'a condition is a boolean') ? value : WRONG;
}

/** Whether the value is a boolean; complains when it is not. */
export function needBoolean(f: Lowering, node: ts.Expression, { type }: Value, rule: string): boolean {
  if (type.kind === 'boolean' || type.kind === 'unknown') return type.kind === 'boolean';
  const hint = isPointer(type) ? ': compare it with NULL' : isNumber(type) ? ': compare it with 0' : '';
  f.error(node, 'operator', `${rule}, not ${showType(type)}${hint}`);
  return false;
}

/** Lowers what a constant has decided against, for its errors' sake, into blocks that nothing reaches. */
export function lowerDead(f: Lowering, lower: () => void): void {
  const [dead, on] = [f.builder.newBlock(), f.builder.newBlock()];
  f.builder.end({ op: 'jump', target: on });
  f.builder.enter(dead);
  lower();
  f.builder.enter(on);
}

export function shortCircuit(f: Lowering, node: ts.BinaryExpression, and: boolean): Value {
  const side = (operand: ts.Expression): Value => {
    const value = lowerExpression(f, operand);
    return needBoolean(f, operand, value, '`&&` and `||` take booleans') ? value : WRONG;
  };
  const left = side(node.left);
  if (left.constant !== undefined) {
    if ((left.constant !== 0) === and) return side(node.right);
    lowerDead(f, () => void side(node.right));
    return left;
  }
  const result = f.builder.reg();
  f.assign(result, left);
  const more = f.builder.newBlock();
  const done = f.builder.newBlock();
  f.builder.end({ op: 'branch', condition: left.reg, then: and ? more : done, else: and ? done : more });
  f.builder.enter(more);
  f.assign(result, side(node.right));
  f.builder.enter(done);
  return { type: BOOLEAN, reg: result };
}

export function conditional(f: Lowering, node: ts.ConditionalExpression): Value {
  const condition = lowerCondition(f, node.condition);
  if (condition.constant !== undefined) {
    const [taken, other] = condition.constant ? [node.whenTrue, node.whenFalse] : [node.whenFalse, node.whenTrue];
    let dead: Value = WRONG;
    lowerDead(f, () => (dead = lowerExpression(f, other)));
    const value = lowerExpression(f, taken);
    return f.retype(value, commonType(f, node, value, dead));
  }
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
  return { type: commonType(f, node, a, b), reg: result };
}

/** The type of `c ? a : b`: unsigned if one of two numbers is, a pointer if the other is NULL. */
function commonType(f: Lowering, node: ts.Node, { type: a }: Value, { type: b }: Value): ValueType {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown' || b.kind === 'null') return a;
  if ((isNumber(a) && isNumber(b)) || (a.kind === 'null' && isPointer(b))) return numberType(a, b);
  if (a.kind === 'callback' && b.kind === 'callback') {
    if (fitsWhole(f.unit, a, b)) return a;
    return fitsWhole(f.unit, b, a) ? b : f.error(node, 'type', 'both values of `?:` have one type; these are callbacks of two types').type;
  }
  const same = a.kind === b.kind && (a.kind !== 'pointer' || b.kind !== 'pointer' || a.struct === b.struct);
  if (same) return a;
  if (isPointer(a) && isPointer(b) && (a.kind === 'void_ptr' || b.kind === 'void_ptr')) return { kind: 'void_ptr' };
  return f.error(node, 'type', `both values of \`?:\` have one type; these are ${showType(a)} and ${showType(b)}`).type;
}
