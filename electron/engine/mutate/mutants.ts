/** Every mutant of a kernel file: made on its syntax, so that what is left is still the file that people read. */
import ts from 'typescript';
import type { SourceText } from '../../../shared/dialect/diagnostics.ts';
import type { Edit, MadeMutant } from '../../../shared/mutate/mutated.ts';
import type { MutantKind } from '../../../shared/mutate/mutant.ts';
import { BARRIERS, ENDS_OF_MARKS, LOCKS, MARKS, ORDERED, ORDERED_ATOMIC, WAKE_UPS } from './protocol-words.ts';

export function mutantsOf({ path, text }: SourceText): MadeMutant[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isFunctionDeclaration).flatMap((fn) => new FunctionMutants(file, fn).all());
}

class FunctionMutants {
  private readonly made: MadeMutant[] = [];

  constructor(
    private readonly file: ts.SourceFile,
    private readonly fn: ts.FunctionDeclaration,
  ) {}

  all(): MadeMutant[] {
    if (this.fn.body) this.visit(this.fn.body);
    return this.made;
  }

  private visit(node: ts.Node): void {
    if (ts.isExpressionStatement(node)) this.statement(node);
    if (ts.isIfStatement(node)) this.guard(node);
    if (ts.isCallExpression(node)) this.access(node);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  /** A call that stands alone. */
  private statement(node: ts.ExpressionStatement): void {
    const name = calleeOf(node.expression);
    if (name === null) return;
    if (MARKS.has(name)) this.add('mark', node, 'left out', [drop(node)]);
    if (WAKE_UPS.has(name)) this.add('wake-up', node, 'left out', [drop(node)]);
    if (BARRIERS.has(name)) this.add('barrier', node, 'left out', [drop(node)]);
    if (ENDS_OF_MARKS.has(name)) this.endOfMarks(node);
    if (LOCKS.has(name)) this.section(node, name);
    if (name === 'call_rcu') this.gracePeriod(node);
  }

  private endOfMarks(node: ts.ExpressionStatement): void {
    this.add('end of marks', node, 'left out', [drop(node)]);
    const block = node.parent;
    const last = ts.isBlock(block) ? block.statements.at(-1)! : node;
    if (last === node || ts.isReturnStatement(last)) return;
    this.add('end of marks', node, 'at the end of the block', [drop(node), { start: last.end, end: last.end, text: ` ${node.getText()}` }]);
  }

  /** From the lock to each of its ends in the function. */
  private section(node: ts.ExpressionStatement, name: string): void {
    const closing = LOCKS.get(name)!;
    const ends: ts.ExpressionStatement[] = [];
    const find = (child: ts.Node): void => {
      if (ts.isExpressionStatement(child) && calleeOf(child.expression) === closing && child.pos > node.pos) ends.push(child);
      ts.forEachChild(child, find);
    };
    find(this.fn);
    if (ends.length > 0) this.add(name === 'rcu_read_lock' ? 'RCU section' : 'lock', node, `left out, with ${closing}`, [node, ...ends].map(drop));
  }

  private gracePeriod(node: ts.ExpressionStatement): void {
    const [head, callback] = (node.expression as ts.CallExpression).arguments;
    if (head && callback) this.add('grace period', node, 'the callback at once', [replace(node, `${callback.getText()}(${head.getText()});`)]);
  }

  /** `if (…) return`: looked at, and then gone on as if nothing were. Where it is the way to success, taken whatever it says. */
  private guard(node: ts.IfStatement): void {
    const { expression, thenStatement, elseStatement } = node;
    const leaves = leavesBy(thenStatement);
    if (!leaves || elseStatement || isBuildTime(expression)) return;
    if (ts.isReturnStatement(leaves) && isSuccess(leaves.expression)) this.add('check', node, 'taken whatever it says', [replace(expression, `(${expression.getText()}) || true`)]);
    else this.add('check', node, 'without consequence', [replace(thenStatement, '{}')]);
  }

  private access(node: ts.CallExpression): void {
    const name = calleeOf(node);
    if (name === null) return;
    const plain = ORDERED.get(name) ?? (ORDERED_ATOMIC.test(name) ? name.replace(/_(acquire|release)$/, '_relaxed') : undefined);
    if (plain !== undefined) this.add('order', node, plain, [replace(node.expression, plain)]);
  }

  private add(kind: MutantKind, node: ts.Node, change: string, edits: Edit[]): void {
    const start = node.getStart(this.file);
    const { line } = this.file.getLineAndCharacterOfPosition(start);
    const [code = ''] = this.file.text.slice(start, node.end).split('\n');
    this.made.push({ mutant: { kind, file: this.file.fileName, line: line + 1, fn: this.fn.name!.text, code: code.trim(), change }, edits });
  }
}

function drop(node: ts.Node): Edit {
  // Not an empty statement, which TypeScript refuses behind an if.
  return replace(node, '{}');
}

function replace(node: ts.Node, text: string): Edit {
  return { start: node.getStart(), end: node.end, text };
}

function calleeOf(node: ts.Expression): string | null {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : null;
}

/** The statement by which a branch leaves what comes after it. */
function leavesBy(statement: ts.Statement): ts.Statement | null {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last && (ts.isReturnStatement(last) || ts.isBreakStatement(last) || ts.isContinueStatement(last)) ? last : null;
}

/** A value that says yes, and no error, refusal or nothing. */
function isSuccess(value: ts.Expression | undefined): boolean {
  return value !== undefined && ts.isIdentifier(value) && value.text !== 'NULL' && !/^(VM_FAULT_|E[A-Z]+$|error$)/.test(value.text);
}

/** Whether only switches decide. */
function isBuildTime(expression: ts.Expression): boolean {
  let switches = true;
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !node.text.startsWith('CONFIG_')) switches = false;
    ts.forEachChild(node, look);
  };
  look(expression);
  return switches;
}
