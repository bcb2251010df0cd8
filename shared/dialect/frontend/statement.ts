/** Lowering of statements. */
import ts from 'typescript';
import { checkAssignable } from './assignment.ts';
import { lowerCondition, lowerDead } from './condition.ts';
import { lowerExpression } from './expression.ts';
import { WRONG, type Loop, type Lowering, type Value } from './lowering.ts';
import { syntaxName } from './syntax-names.ts';
import { showType, UNKNOWN } from './types.ts';

const K = ts.SyntaxKind;

export function lowerStatement(f: Lowering, node: ts.Statement): void {
  if (f.unit.marksStatements && isSimple(node)) f.builder.emit({ op: 'statement', site: f.site(node) });
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

/** Contains no other statements. */
function isSimple(node: ts.Statement): boolean {
  return ts.isExpressionStatement(node) || ts.isVariableStatement(node) || ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node);
}

function outside(f: Lowering, node: ts.Statement): void {
  if (ts.isFunctionDeclaration(node)) f.error(node.name ?? node, 'closure', 'functions are declared at the top level: the dialect has no closures');
  else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) f.error(node, 'statement', 'loops are `for (;;)`, `while` and `do`: there is nothing to iterate over');
  else if (ts.isTryStatement(node) || ts.isThrowStatement(node)) f.error(node, 'statement', 'there are no exceptions in the dialect: return an error code');
  else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) f.error(node, 'statement', 'types are declared at the top level');
  else f.error(node, 'statement', `${syntaxName(node)} is outside the dialect`);
}

function lowerVariables(f: Lowering, list: ts.VariableDeclarationList): void {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  if (kind !== ts.NodeFlags.Let && kind !== ts.NodeFlags.Const) f.error(list, 'statement', 'use `let` or `const`');
  const isConst = kind === ts.NodeFlags.Const;
  for (const d of list.declarations) {
    if (!ts.isIdentifier(d.name)) {
      f.error(d.name, 'statement', 'destructuring is outside the dialect');
      continue;
    }
    const value: Value = d.initializer ? lowerExpression(f, d.initializer) : WRONG;
    const annotated = d.type && f.unit.types.resolve(d.type);
    if (annotated && (annotated.kind === 'array' || annotated.kind === 'embedded')) {
      f.error(d.type ?? d, 'type', 'a local variable holds a word or a pointer; for storage of its own use local<T>()');
      continue;
    }
    if (!annotated && !d.initializer) f.error(d, 'type', `say the type of \`${d.name.text}\``);
    if (annotated) checkAssignable(f, d.initializer ?? d, annotated, value.type);
    else if (value.type.kind === 'void') f.error(d.initializer ?? d, 'type', 'this call returns nothing');
    else if (value.type.kind === 'null') f.error(d, 'type', `say what \`${d.name.text}\` points to`);
    const type = annotated ?? (value.type.kind === 'void' ? UNKNOWN : value.type);
    f.assign(f.declare(d.name, type, !isConst).reg, value);
  }
}

function lowerIf(f: Lowering, node: ts.IfStatement): void {
  const condition = lowerCondition(f, node.expression);
  if (condition.constant !== undefined) {
    // Decided by a constant (a CONFIG_ switch): the other side is still checked.
    const [taken, other] = condition.constant ? [node.thenStatement, node.elseStatement] : [node.elseStatement, node.thenStatement];
    if (other) lowerDead(f, () => lowerStatement(f, other));
    if (taken) lowerStatement(f, taken);
    return;
  }
  const expected = expectation(node.expression);
  const then = f.builder.newBlock(expected === false);
  const done = f.builder.newBlock();
  const otherwise = node.elseStatement ? f.builder.newBlock(expected === true) : done;
  f.builder.end({ op: 'branch', condition: condition.reg, then, else: otherwise });
  f.builder.enter(then);
  lowerStatement(f, node.thenStatement);
  // As in `if (likely(…)) return …`.
  if (expected === true && !node.elseStatement && f.builder.hasLeft) f.builder.markRare(done);
  f.builder.end({ op: 'jump', target: done });
  if (node.elseStatement) {
    f.builder.enter(otherwise);
    lowerStatement(f, node.elseStatement);
  }
  f.builder.enter(done);
}

/** What a condition will hardly ever not be: `likely(…)`, `unlikely(…)`. */
function expectation(condition: ts.Expression): boolean | undefined {
  if (ts.isParenthesizedExpression(condition)) return expectation(condition.expression);
  if (!ts.isCallExpression(condition) || !ts.isIdentifier(condition.expression)) return undefined;
  const name = condition.expression.text;
  return name === 'likely' ? true : name === 'unlikely' ? false : undefined;
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

function loopBody(f: Lowering, body: ts.Statement, labels: string[], breakTo: number, continueTo: number): void {
  f.loops.push({ kind: 'loop', labels, breakTo, continueTo });
  lowerStatement(f, body);
  f.loops.pop();
}

function lowerWhile(f: Lowering, node: ts.WhileStatement): void {
  const labels = f.pendingLabels.splice(0);
  const [head, body, done] = [f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock()];
  f.builder.enter(head);
  f.builder.emit({ op: 'loopHead', site: f.site(node) });
  branchOn(f, node.expression, body, done);
  f.builder.enter(body);
  loopBody(f, node.statement, labels, done, head);
  f.builder.end({ op: 'jump', target: head });
  f.builder.enter(done);
}

function lowerDo(f: Lowering, node: ts.DoStatement): void {
  const labels = f.pendingLabels.splice(0);
  const [body, test, done] = [f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock()];
  f.builder.enter(body);
  f.builder.emit({ op: 'loopHead', site: f.site(node) });
  loopBody(f, node.statement, labels, done, test);
  f.builder.enter(test);
  branchOn(f, node.expression, body, done);
  f.builder.enter(done);
}

function lowerFor(f: Lowering, node: ts.ForStatement): void {
  const labels = f.pendingLabels.splice(0);
  if (node.initializer && ts.isVariableDeclarationList(node.initializer)) lowerVariables(f, node.initializer);
  else if (node.initializer) lowerExpression(f, node.initializer);
  const [head, body, next, done] = [f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock(), f.builder.newBlock()];
  f.builder.enter(head);
  f.builder.emit({ op: 'loopHead', site: f.site(node) });
  branchOn(f, node.condition, body, done);
  f.builder.enter(body);
  loopBody(f, node.statement, labels, done, next);
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
  const seen = new Set<number>();
  let fallback = done;
  node.caseBlock.clauses.forEach((clause, i) => {
    const body = bodies[i]!;
    if (ts.isDefaultClause(clause)) {
      fallback = body;
      return;
    }
    const constant = f.unit.constants.expression(clause.expression);
    if (!constant) {
      f.unit.constants.explain(clause.expression, 'a case is a compile-time constant');
      return;
    }
    checkAssignable(f, clause.expression, value.type, constant.type);
    if (seen.has(constant.value) && constant.type.kind === value.type.kind) f.error(clause.expression, 'duplicate', 'there is a case for this value already');
    seen.add(constant.value);
    const b = f.use({ type: constant.type, constant: constant.value });
    const equal = f.result({ kind: 'boolean' }, (dst) => ({ op: 'binary', dst, kind: 'eq', a: subject, b, site: f.site(clause) }));
    const next = f.builder.newBlock();
    f.builder.end({ op: 'branch', condition: f.use(equal), then: body, else: next });
    f.builder.enter(next);
  });
  f.builder.end({ op: 'jump', target: fallback });
  f.loops.push({ kind: 'switch', labels: [], breakTo: done, continueTo: done });
  node.caseBlock.clauses.forEach((clause, i) => {
    f.builder.enter(bodies[i]!);
    for (const s of clause.statements) {
      // Its scope is the whole switch, so another case could use it without having passed its initial value.
      if (ts.isVariableStatement(s)) f.error(s, 'statement', 'a case that declares variables is written in braces: case 1: { … }');
      lowerStatement(f, s);
    }
  });
  f.loops.pop();
  f.builder.enter(done);
}

function lowerReturn(f: Lowering, node: ts.ReturnStatement): void {
  if (f.atomicDepth > 0) f.error(node, 'statement', 'an atomic block cannot be left by return');
  if (!node.expression) {
    if (f.signature.result.kind !== 'void' && f.signature.result.kind !== 'unknown') f.error(node, 'signature', `${f.name} returns ${showType(f.signature.result)}`);
    f.builder.end({ op: 'return', value: null });
    return;
  }
  const value = lowerExpression(f, node.expression);
  if (f.signature.result.kind === 'void') {
    if (value.type.kind !== 'void') f.error(node, 'signature', `${f.name} returns nothing`);
    f.builder.end({ op: 'return', value: null });
    return;
  }
  checkAssignable(f, node.expression, f.signature.result, value.type);
  f.builder.end({ op: 'return', value: f.use(value) });
}

function lowerJump(f: Lowering, node: ts.BreakOrContinueStatement, kind: 'break' | 'continue'): void {
  const fits = (l: Loop): boolean => (node.label ? l.labels.includes(node.label.text) : kind === 'break' ? l.kind !== 'block' : l.kind === 'loop');
  const loop = f.loops.findLast(fits);
  if (!loop) {
    f.error(node, 'statement', f.atomicDepth > 0 ? `an atomic block cannot be left by ${kind}` : `there is nothing here to ${kind}`);
    return;
  }
  f.builder.end({ op: 'jump', target: kind === 'break' ? loop.breakTo : loop.continueTo });
}

function lowerLabeled(f: Lowering, node: ts.LabeledStatement): void {
  if (ts.isIterationStatement(node.statement, true)) {
    f.pendingLabels.push(node.label.text);
    lowerStatement(f, node.statement);
    return;
  }
  const done = f.builder.newBlock();
  f.loops.push({ kind: 'block', labels: [node.label.text], breakTo: done, continueTo: done });
  lowerStatement(f, node.statement);
  f.loops.pop();
  f.builder.enter(done);
}
