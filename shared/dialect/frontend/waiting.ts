/** Lowering of waits on a condition, and of atomic blocks. */
import ts from 'typescript';
import type { Instr } from '../ir.ts';
import { lowerCondition } from './condition.ts';
import { NOTHING, WRONG, type Lowering, type Value } from './lowering.ts';
import { lowerStatement } from './statement.ts';

/** The `() => …` that an intrinsic takes; it is lowered in place, so it may use the variables around it. */
function inlineBody(f: Lowering, node: ts.CallExpression): ts.ConciseBody | undefined {
  const arg = node.arguments[0];
  if (arg && (ts.isArrowFunction(arg) || ts.isFunctionExpression(arg)) && arg.parameters.length === 0) return arg.body;
  if (arg) f.error(arg, 'closure', `\`${node.expression.getText()}\` takes a function written in place: () => …`);
  return undefined;
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
  const body = inlineBody(f, node);
  if (!body) return WRONG;
  if (f.atomicDepth > 0) f.error(node, 'blocking', 'an atomic block may not wait');
  const expression = ts.isBlock(body) ? onlyReturn(body) : body;
  if (!expression) {
    return f.error(body, 'statement', 'a waiting condition is one expression: () => …');
  }
  const retry = f.builder.newBlock();
  f.builder.enter(retry);
  f.onlyReads = true;
  const condition = f.use(lowerCondition(f, expression));
  f.onlyReads = false;
  checkReadsOnly(f, expression, f.builder.instrsFrom(retry));
  const then = f.builder.newBlock();
  f.builder.end({ op: 'await', condition, then, retry, spin, site: f.site(node) });
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
    else if (hasSideEffect(instr)) f.error(node, 'side-effect', 'a condition may only read: it is evaluated as often as needed');
  }
}

/** Whether an instruction changes anything that others can see, waits, or chooses. */
export function hasSideEffect(instr: Instr): boolean {
  switch (instr.op) {
    case 'store': case 'rmw': case 'cmpxchg': case 'futexWait': case 'futexWake': case 'pick': case 'alloc': case 'free':
    case 'atomicBegin': case 'atomicEnd': case 'callIndirect': case 'tracepoint': case 'countEvent': case 'latencyEnd':
      return true;
    default:
      return false;
  }
}

export function lowerAtomicBlock(f: Lowering, node: ts.CallExpression): Value {
  const body = inlineBody(f, node);
  if (!body) return WRONG;
  if (f.atomicDepth > 0) f.error(node, 'blocking', 'atomic blocks do not nest');
  f.builder.emit({ op: 'atomicBegin', site: f.site(node) });
  f.atomicDepth++;
  const outer = f.loops.splice(0);
  if (ts.isBlock(body)) lowerStatement(f, body);
  else f.error(body, 'statement', 'an atomic block is written with braces: atomic(() => { … })');
  f.loops.push(...outer);
  f.atomicDepth--;
  f.builder.emit({ op: 'atomicEnd', site: f.site(node) });
  return NOTHING;
}
