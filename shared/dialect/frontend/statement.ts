/** Lowering of statements. */
import ts from 'typescript';
import { checkAssignable, lowerCondition, lowerExpression } from './expression.ts';
import type { Loop, Lowering } from './lowering.ts';
import { INT, showType } from './types.ts';

const K = ts.SyntaxKind;

export function lowerStatement(f: Lowering, node: ts.Statement): void {
  if (ts.isBlock(node)) node.statements.forEach((s) => lowerStatement(f, s));
  else if (ts.isExpressionStatement(node)) lowerExpression(f, node.expression);
  else if (ts.isVariableStatement(node)) lowerVariables(f, node.declarationList);
  else if (ts.isIfStatement(node)) lowerIf(f, node);
  else if (ts.isWhileStatement(node)) lowerWhile(f, node);
  else if (ts.isDoStatement(node)) lowerDo(f, node);
  else if (ts.isForStatement(node)) lowerFor(f, node);
  else if (ts.isSwitchStatement(node)) lowerSwitch(f, node);
  else if (ts.isReturnStatement(node)) lowerReturn(f, node);
  else if (ts.isBreakStatement(node)) lowerJump(f, node, 'break');
  else if (ts.isContinueStatement(node)) lowerJump(f, node, 'continue');
  else if (ts.isLabeledStatement(node)) lowerLabeled(f, node);
  else if (node.kind !== K.EmptyStatement) outside(f, node);
}

function outside(f: Lowering, node: ts.Statement): void {
  if (ts.isFunctionDeclaration(node)) f.error(node.name ?? node, 'closure', 'functions are declared at the top level: the dialect has no closures');
  else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) f.error(node, 'statement', 'loops are `for (;;)`, `while` and `do`: there is nothing to iterate over');
  else if (ts.isTryStatement(node) || ts.isThrowStatement(node)) f.error(node, 'statement', 'there are no exceptions in the dialect: return an error code');
  else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) f.error(node, 'statement', 'types are declared at the top level');
  else f.error(node, 'statement', `\`${K[node.kind]}\` is outside the dialect`);
}

function lowerVariables(f: Lowering, list: ts.VariableDeclarationList): void {
  if ((list.flags & ts.NodeFlags.BlockScoped) === 0) f.error(list, 'statement', 'use `let` or `const`');
  const isConst = (list.flags & ts.NodeFlags.Const) !== 0;
  for (const d of list.declarations) {
    if (!ts.isIdentifier(d.name)) {
      f.error(d.name, 'statement', 'destructuring is outside the dialect');
      continue;
    }
    const value = d.initializer ? lowerExpression(f, d.initializer) : { type: INT, constant: 0 };
    const annotated = d.type && f.unit.types.resolve(d.type);
    if (annotated && (annotated.kind === 'array' || annotated.kind === 'embedded')) {
      f.error(d.type ?? d, 'type', 'a local variable holds a word or a pointer; for storage of its own use local<T>()');
      continue;
    }
    if (!annotated && !d.initializer) f.error(d, 'type', `say the type of \`${d.name.text}\``);
    if (value.type.kind === 'void') f.error(d.initializer ?? d, 'type', 'this call returns nothing');
    if (annotated) checkAssignable(f, d, annotated, value.type);
    const type = annotated ?? (value.type.kind === 'void' ? INT : value.type);
    if (type.kind === 'null') f.error(d, 'type', `say what \`${d.name.text}\` points to`);
    f.assign(f.declare(d.name, type, !isConst).reg, value);
  }
}

function lowerIf(f: Lowering, node: ts.IfStatement): void {
  const condition = lowerCondition(f, node.expression);
  if (condition.constant !== undefined) {
    // Decided by a constant (a CONFIG_ switch): the other side is still checked, in blocks that nothing reaches.
    const done = f.builder.newBlock();
    const dead = f.builder.newBlock();
    const live = f.builder.newBlock();
    f.builder.end({ op: 'jump', target: live });
    const sides = [[dead, condition.constant ? node.elseStatement : node.thenStatement], [live, condition.constant ? node.thenStatement : node.elseStatement]] as const;
    for (const [block, side] of sides) {
      f.builder.enter(block);
      if (side) lowerStatement(f, side);
      f.builder.end({ op: 'jump', target: done });
    }
    f.builder.enter(done);
    return;
  }
  const then = f.builder.newBlock();
  const done = f.builder.newBlock();
  const otherwise = node.elseStatement ? f.builder.newBlock() : done;
  f.builder.end({ op: 'branch', condition: condition.reg, then, else: otherwise });
  f.builder.enter(then);
  lowerStatement(f, node.thenStatement);
  f.builder.end({ op: 'jump', target: done });
  if (node.elseStatement) {
    f.builder.enter(otherwise);
    lowerStatement(f, node.elseStatement);
  }
  f.builder.enter(done);
}

function branchOn(f: Lowering, node: ts.Expression | undefined, then: number, otherwise: number): void {
  if (!node) {
    f.builder.end({ op: 'jump', target: then });
    return;
  }
  const condition = lowerCondition(f, node);
  if (condition.constant !== undefined) f.builder.end({ op: 'jump', target: condition.constant ? then : otherwise });
  else f.builder.end({ op: 'branch', condition: condition.reg, then, else: otherwise });
}

function loopBody(f: Lowering, body: ts.Statement, breakTo: number, continueTo: number): void {
  f.loops.push({ kind: 'loop', label: f.pendingLabel, breakTo, continueTo });
  f.pendingLabel = null;
  lowerStatement(f, body);
  f.loops.pop();
}

function lowerWhile(f: Lowering, node: ts.WhileStatement): void {
  const [head, body, done] = [f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock()];
  f.builder.enter(head);
  f.builder.emit({ op: 'loopHead', site: f.site(node) });
  branchOn(f, node.expression, body, done);
  f.builder.enter(body);
  loopBody(f, node.statement, done, head);
  f.builder.end({ op: 'jump', target: head });
  f.builder.enter(done);
}

function lowerDo(f: Lowering, node: ts.DoStatement): void {
  const [body, test, done] = [f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock()];
  f.builder.enter(body);
  f.builder.emit({ op: 'loopHead', site: f.site(node) });
  loopBody(f, node.statement, done, test);
  f.builder.enter(test);
  branchOn(f, node.expression, body, done);
  f.builder.enter(done);
}

function lowerFor(f: Lowering, node: ts.ForStatement): void {
  if (node.initializer && ts.isVariableDeclarationList(node.initializer)) lowerVariables(f, node.initializer);
  else if (node.initializer) lowerExpression(f, node.initializer);
  const [head, body, next, done] = [f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock()];
  f.builder.enter(head);
  f.builder.emit({ op: 'loopHead', site: f.site(node) });
  branchOn(f, node.condition, body, done);
  f.builder.enter(body);
  loopBody(f, node.statement, done, next);
  f.builder.enter(next);
  if (node.incrementor) lowerExpression(f, node.incrementor);
  f.builder.end({ op: 'jump', target: head });
  f.builder.enter(done);
}

function lowerSwitch(f: Lowering, node: ts.SwitchStatement): void {
  const value = lowerExpression(f, node.expression);
  const subject = f.use(value);
  const done = f.builder.newBlock();
  const bodies = node.caseBlock.clauses.map(() => f.builder.newBlock());
  let fallback = done;
  node.caseBlock.clauses.forEach((clause, i) => {
    const body = bodies[i]!;
    if (ts.isDefaultClause(clause)) {
      fallback = body;
      return;
    }
    const constant = f.unit.constants.expression(clause.expression);
    if (!constant) {
      f.error(clause.expression, 'constant', 'a case is a compile-time constant');
      return;
    }
    const b = f.use({ type: constant.type, constant: constant.value });
    const equal = f.result({ kind: 'boolean' }, (dst) => ({ op: 'binary', dst, kind: 'eq', a: subject, b, site: f.site(clause) }));
    const next = f.builder.newBlock();
    f.builder.end({ op: 'branch', condition: f.use(equal), then: body, else: next });
    f.builder.enter(next);
  });
  f.builder.end({ op: 'jump', target: fallback });
  f.loops.push({ kind: 'switch', label: f.pendingLabel, breakTo: done, continueTo: done });
  f.pendingLabel = null;
  node.caseBlock.clauses.forEach((clause, i) => {
    f.builder.enter(bodies[i]!);
    clause.statements.forEach((s) => lowerStatement(f, s));
  });
  f.loops.pop();
  f.builder.enter(done);
}

function lowerReturn(f: Lowering, node: ts.ReturnStatement): void {
  if (f.atomicDepth > 0) f.error(node, 'statement', 'an atomic block cannot be left by return');
  if (!node.expression) {
    f.builder.end({ op: 'return', value: null });
    return;
  }
  const value = lowerExpression(f, node.expression);
  if (f.signature.result.kind === 'void') {
    if (value.type.kind !== 'void') f.error(node, 'signature', `${f.name} returns nothing`);
    f.builder.end({ op: 'return', value: null });
    return;
  }
  if (value.type.kind === 'void') f.error(node, 'type', `this call returns nothing, but ${f.name} returns ${showType(f.signature.result)}`);
  checkAssignable(f, node, f.signature.result, value.type);
  f.builder.end({ op: 'return', value: f.use(value) });
}

function lowerJump(f: Lowering, node: ts.BreakOrContinueStatement, kind: 'break' | 'continue'): void {
  const fits = (l: Loop): boolean => (node.label ? l.label === node.label.text : kind === 'break' ? l.kind !== 'block' : l.kind === 'loop');
  const loop = f.loops.findLast(fits);
  if (!loop) {
    if (f.atomicDepth > 0) f.error(node, 'statement', `an atomic block cannot be left by ${kind}`);
    return; // TypeScript reports a jump to nowhere.
  }
  f.builder.end({ op: 'jump', target: kind === 'break' ? loop.breakTo : loop.continueTo });
}

function lowerLabeled(f: Lowering, node: ts.LabeledStatement): void {
  if (ts.isIterationStatement(node.statement, false)) {
    f.pendingLabel = node.label.text;
    lowerStatement(f, node.statement);
    return;
  }
  const done = f.builder.newBlock();
  f.loops.push({ kind: 'block', label: node.label.text, breakTo: done, continueTo: done });
  lowerStatement(f, node.statement);
  f.loops.pop();
  f.builder.enter(done);
}
