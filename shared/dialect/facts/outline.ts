/** Functions and calls of the sources, by their syntax alone. Branches that the switches' own defaults rule out are left out. */
import ts from 'typescript';
import type { SourceText } from '../diagnostics.ts';
import type { Use } from './facts.ts';

export interface Call extends Use {
  name: string;
  /** The arguments as they are written. */
  args: string[];
  /** Only handed on, as a callback. */
  value: boolean;
}

export interface FunctionOutline {
  name: string;
  file: string;
  line: number;
  calls: Call[];
}

export interface Outline {
  functions: Map<string, FunctionOutline>;
  /** Of functions and of primitives, those at the top level too. */
  calls: Call[];
}

export function outlineOf(sources: readonly SourceText[]): Outline {
  const files = sources.map(({ path, text }) => ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  const functions = new Map<string, FunctionOutline>();
  for (const file of files) {
    for (const node of file.statements) {
      if (ts.isFunctionDeclaration(node) && node.name && node.body) functions.set(node.name.text, { name: node.name.text, file: file.fileName, line: place(file, node.name).line, calls: [] });
    }
  }
  const switches = defaultsOf(files);
  const calls: Call[] = [];
  const add = (call: Call): void => {
    calls.push(call);
    functions.get(call.fn)?.calls.push(call);
  };
  for (const file of files) {
    for (const node of file.statements) {
      const fn = ts.isFunctionDeclaration(node) ? (node.name?.text ?? '') : '';
      visit(node, (found) => {
        if (ts.isCallExpression(found) && ts.isIdentifier(found.expression)) add({ name: found.expression.text, args: found.arguments.map((a) => a.getText()), value: false, fn, ...place(file, found.expression) });
        else if (ts.isIdentifier(found) && isValue(found) && functions.has(found.text)) add({ name: found.text, args: [], value: true, fn, ...place(file, found) });
      }, switches);
    }
  }
  return { functions, calls };
}

/** An argument by itself: `call_rcu(head, vm_area_free_rcu_cb)`. */
function isValue(node: ts.Identifier): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression !== node;
}

function place(file: ts.SourceFile, node: ts.Node): { file: string; line: number; column: number } {
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return { file: file.fileName, line: line + 1, column: character + 1 };
}

type Switches = ReadonlyMap<string, boolean>;

/** `const CONFIG_X = config('X', true)`: those that are on or off. */
function defaultsOf(files: readonly ts.SourceFile[]): Switches {
  const found = new Map<string, boolean>();
  for (const file of files) {
    for (const node of file.statements) {
      if (!ts.isVariableStatement(node)) continue;
      for (const { name, initializer } of node.declarationList.declarations) {
        if (!ts.isIdentifier(name) || !initializer || !ts.isCallExpression(initializer) || initializer.expression.getText() !== 'config') continue;
        const value = initializer.arguments[1]?.kind;
        if (value === ts.SyntaxKind.TrueKeyword || value === ts.SyntaxKind.FalseKeyword) found.set(name.text, value === ts.SyntaxKind.TrueKeyword);
      }
    }
  }
  return found;
}

function visit(node: ts.Node, found: (node: ts.Node) => void, switches: Switches): void {
  const go = (child: ts.Node): void => visit(child, found, switches);
  if (ts.isIfStatement(node)) {
    const known = settled(node.expression, switches);
    go(node.expression);
    if (known !== false) go(node.thenStatement);
    if (known !== true && node.elseStatement) go(node.elseStatement);
  } else if (ts.isConditionalExpression(node)) {
    const known = settled(node.condition, switches);
    go(node.condition);
    if (known !== false) go(node.whenTrue);
    if (known !== true) go(node.whenFalse);
  } else {
    found(node);
    ts.forEachChild(node, go);
  }
}

/** What a condition is when all switches are as they come; undefined when it depends on more. */
function settled(node: ts.Expression, switches: Switches): boolean | undefined {
  if (ts.isParenthesizedExpression(node)) return settled(node.expression, switches);
  if (ts.isIdentifier(node)) return switches.get(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const value = settled(node.operand, switches);
    return value === undefined ? undefined : !value;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const [a, b] = [settled(node.left, switches), settled(node.right, switches)];
  if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return a === false || b === false ? false : a && b;
  if (node.operatorToken.kind === ts.SyntaxKind.BarBarToken) return a === true || b === true ? true : a === false ? b : undefined;
  return undefined;
}
