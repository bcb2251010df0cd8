/** Lowering of waits on a condition, and of atomic blocks. */
import ts from 'typescript';
import type { Instr } from '../ir.ts';
import { lowerCondition } from './condition.ts';
import { placeArgument, valueArgument } from './intrinsics.ts';
import { NOTHING, usedTooEarly, WRONG, type Lowering, type Value } from './lowering.ts';
import { lowerStatement } from './statement.ts';
import { BOOLEAN } from './types.ts';

/** The `() => …` that an intrinsic takes; it is lowered in place, so it may use the variables around it. */
function inlineBody(f: Lowering, node: ts.CallExpression, index = 0): ts.ConciseBody | undefined {
  const arg = node.arguments[index];
  if (arg && (ts.isArrowFunction(arg) || ts.isFunctionExpression(arg)) && arg.parameters.length === 0) {
    f.unit.checkRunsThrough(arg);
    return namesOnlyEarlier(f, arg) ? arg.body : undefined;
  }
  if (arg) f.error(arg, 'closure', `\`${node.expression.getText()}\` takes a function written in place: () => …`);
  return undefined;
}

/** Complains about variables declared further on: TypeScript takes it that a function is called later, but this one runs here and now. */
function namesOnlyEarlier(f: Lowering, body: ts.FunctionLikeDeclaration): boolean {
  let areEarlier = true;
  const look = (node: ts.Node): void => {
    const early = ts.isIdentifier(node) && f.declaredAfter(node, body.end);
    if (early) {
      f.error(node, 'place', usedTooEarly(node.text));
      areEarlier = false;
    }
    ts.forEachChild(node, look);
  };
  look(body);
  return areEarlier;
}

/**
 * `wait_until(() => condition)`:
 * ```
 *   retry: condition = …            (reads only)
 *          await condition ? then : retry
 *   then:
 * ```
 */
export function lowerWait(f: Lowering, node: ts.CallExpression, spin: boolean): Value {
  if (f.atomicDepth > 0) f.error(node, 'blocking', 'an atomic block may not wait');
  const expression = conditionOf(f, node);
  if (!expression) return WRONG;
  lowerAwait(f, node, expression, spin);
  return NOTHING;
}

/** What the first argument gives; undefined when something is wrong. */
function conditionOf(f: Lowering, node: ts.CallExpression): ts.Expression | undefined {
  const body = inlineBody(f, node);
  if (!body) return undefined;
  const expression = ts.isBlock(body) ? onlyReturn(body) : body;
  if (!expression) f.error(body, 'statement', 'a waiting condition is one expression: () => …');
  return expression;
}

/** The block to retry from. */
function lowerAwait(f: Lowering, node: ts.CallExpression, expression: ts.Expression, spin: boolean): number {
  const retry = f.builder.newBlock();
  f.builder.enter(retry);
  const condition = lowerOnlyReading(f, expression, retry);
  const then = f.builder.newBlock();
  f.builder.end({ op: 'await', condition, then, retry, spin, site: f.site(node) });
  f.builder.enter(then);
  return retry;
}

/** A condition that may only read, in blocks from `first` on. */
function lowerOnlyReading(f: Lowering, expression: ts.Expression, first: number): number {
  f.onlyReads = true;
  const condition = f.use(lowerCondition(f, expression));
  f.onlyReads = false;
  checkReadsOnly(f, expression, f.builder.instrsFrom(first));
  return condition;
}

/**
 * `spin_cmpxchg_acquire(place, expected, value)`: a wait whose condition changes the place when it holds.
 * ```
 *   retry: old = cmpxchg(place, expected, value)
 *          await old === expected ? then : retry
 *   then:
 * ```
 */
export function lowerTake(f: Lowering, node: ts.CallExpression): Value {
  const place = placeArgument(f, node, 0);
  const expected = f.use(valueArgument(f, node, 1, place));
  const value = f.use(valueArgument(f, node, 2, place));
  if (f.atomicDepth > 0) f.error(node, 'blocking', 'an atomic block may not wait');
  if (!place) return WRONG;
  const site = f.site(node);
  const retry = f.builder.newBlock();
  f.builder.enter(retry);
  const old = f.use(f.result(place.type, (dst) => ({ op: 'cmpxchg', dst, address: place.address, offset: place.offset, expected, value, place: place.place, order: 'acquire', site })));
  const condition = f.use(f.result(BOOLEAN, (dst) => ({ op: 'binary', dst, kind: 'eq', a: old, b: expected, site })));
  const then = f.builder.newBlock();
  f.builder.end({ op: 'await', condition, then, retry, spin: true, site });
  f.builder.enter(then);
  return NOTHING;
}

function onlyReturn(body: ts.Block): ts.Expression | undefined {
  const [only, more] = body.statements;
  return only && !more && ts.isReturnStatement(only) ? only.expression : undefined;
}

function checkReadsOnly(f: Lowering, node: ts.Node, instrs: Instr[]): void {
  for (const instr of instrs) {
    if (instr.op === 'call') f.unit.conditionCalls.push({ caller: f.name, callee: instr.fn, node });
    // Explored it would be a choice that a blocked thread never takes: a deadlock that there is not.
    else if (instr.op === 'deadlinePassed') f.error(node, 'side-effect', 'a condition may not look at a deadline: write a loop, while (… && !deadline_passed(d)) cpu_relax();');
    else if (hasSideEffect(instr)) f.error(node, 'side-effect', 'a condition may only read: it is evaluated as often as needed');
  }
}

/** Whether an instruction changes anything that others can see, waits, or chooses. */
export function hasSideEffect(instr: Instr): boolean {
  switch (instr.op) {
    case 'store': case 'rmw': case 'cmpxchg': case 'futexWait': case 'futexWake': case 'pick': case 'deadlinePassed': case 'alloc': case 'free':
    case 'atomicBegin': case 'atomicEnd': case 'callIndirect': case 'tracepoint': case 'countEvent': case 'latencyEnd':
      return true;
    default:
      return false;
  }
}

export function lowerAtomicBlock(f: Lowering, node: ts.CallExpression): Value {
  return lowerAtomic(f, node, 0, () => f.builder.emit({ op: 'atomicBegin', site: f.site(node) }));
}

/**
 * `atomic_when(() => condition, () => { body })`: explored, the block goes on in the step that has found the condition true.
 * ```
 *   retry: await condition ? then : retry
 *   then:  atomicBegin; condition ? holds : fails       (live, it may have changed)
 *   fails: atomicEnd; jump retry
 *   holds: body; atomicEnd
 * ```
 */
export function lowerAtomicWhen(f: Lowering, node: ts.CallExpression): Value {
  return lowerAtomic(f, node, 1, () => {
    const expression = conditionOf(f, node);
    if (!expression) return;
    const retry = lowerAwait(f, node, expression, true);
    f.builder.emit({ op: 'atomicBegin', continues: true, site: f.site(node) });
    const again = f.builder.newBlock();
    f.builder.end({ op: 'jump', target: again });
    f.builder.enter(again);
    const condition = lowerOnlyReading(f, expression, again);
    const [fails, holds] = [f.builder.newBlock(), f.builder.newBlock()];
    f.builder.end({ op: 'branch', condition, then: holds, else: fails });
    f.builder.enter(fails);
    f.builder.emit({ op: 'atomicEnd', site: f.site(node) });
    f.builder.end({ op: 'jump', target: retry });
    f.builder.enter(holds);
  });
}

function lowerAtomic(f: Lowering, node: ts.CallExpression, index: number, begin: () => void): Value {
  const body = inlineBody(f, node, index);
  if (!body) return WRONG;
  if (f.atomicDepth > 0) f.error(node, 'blocking', 'atomic blocks do not nest');
  begin();
  f.atomicDepth++;
  const outer = f.loops.splice(0);
  if (ts.isBlock(body)) lowerStatement(f, body);
  else f.error(body, 'statement', 'an atomic block is written with braces: atomic(() => { … })');
  f.loops.push(...outer);
  f.atomicDepth--;
  f.builder.emit({ op: 'atomicEnd', site: f.site(node) });
  return NOTHING;
}
