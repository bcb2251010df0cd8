/** Sorts a program's top-level statements: structs, constants, globals, functions, and what a scenario declares. */
import ts from 'typescript';
import type { Reporter } from './errors.ts';
import { syntaxName } from './syntax-names.ts';

/** A function the front end will lower: a declaration, or the body given to `thread`, `setup`, `override`, … */
export interface FunctionDecl {
  name: string;
  node: ts.FunctionLikeDeclaration;
}

export interface GlobalDecl {
  name: string;
  node: ts.VariableDeclaration;
}

/** A scenario call at top level, such as `thread('fault', …)`. */
export interface TopLevelCall {
  callee: string;
  node: ts.CallExpression;
}

export interface Declarations {
  structs: ts.InterfaceDeclaration[];
  aliases: ts.TypeAliasDeclaration[];
  constants: ts.VariableDeclaration[];
  globals: GlobalDecl[];
  functions: FunctionDecl[];
  calls: TopLevelCall[];
}

const CALLS = new Set(['scenario', 'setup', 'teardown', 'thread', 'kthread', 'always', 'sometimes', 'override',
  'property', 'lifetime', 'deadlock', 'starvation', 'observe', 'observe_call', 'observe_return', 'observe_read', 'observe_write']);
const NO_MODULES = 'there are no imports or exports: the kernel and the scenario are one program with one global scope';
const NO_DECLARE = '`declare` is not allowed here: everything a program uses is in the kernel or in the dialect\'s library';

export function collectDeclarations(files: readonly ts.SourceFile[], reporter: Reporter): Declarations {
  const found: Declarations = { structs: [], aliases: [], constants: [], globals: [], functions: [], calls: [] };
  for (const file of files) for (const statement of file.statements) collect(statement, found, reporter);
  return found;
}

function collect(node: ts.Statement, found: Declarations, reporter: Reporter): void {
  const modifier = ts.canHaveModifiers(node) ? node.modifiers?.find((m) => ts.isModifier(m) && m.kind !== ts.SyntaxKind.AsyncKeyword) : undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node) || ts.isImportEqualsDeclaration(node)) {
    return reporter.error(node, 'top-level', NO_MODULES);
  }
  if (ts.isClassDeclaration(node)) return reporter.error(node, 'top-level', 'there are no classes in the dialect: use an interface for data and functions for code');
  if (ts.isEnumDeclaration(node)) return reporter.error(node, 'top-level', 'there are no enums in the dialect: use constants (`const NAME = 1;`)');
  if (ts.isModuleDeclaration(node)) return reporter.error(node, 'top-level', `${syntaxName(node)} is outside the dialect`);
  if (modifier?.kind === ts.SyntaxKind.DeclareKeyword) return reporter.error(node, 'top-level', NO_DECLARE);
  if (modifier) reporter.error(modifier, 'top-level', NO_MODULES);
  if (ts.isInterfaceDeclaration(node)) found.structs.push(node);
  else if (ts.isTypeAliasDeclaration(node)) found.aliases.push(node);
  else if (ts.isVariableStatement(node)) collectVariables(node, found, reporter);
  else if (ts.isFunctionDeclaration(node) && node.name) {
    if (node.body) found.functions.push({ name: node.name.text, node });
    else reporter.error(node, 'top-level', 'a function needs a body');
  } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && ts.isIdentifier(node.expression.expression) && CALLS.has(node.expression.expression.text)) {
    found.calls.push({ callee: node.expression.expression.text, node: node.expression });
  } else if (node.kind !== ts.SyntaxKind.EmptyStatement) {
    reporter.error(node, 'top-level', 'only declarations stand at the top level; put code into setup, thread or a function');
  }
}

function collectVariables(node: ts.VariableStatement, found: Declarations, reporter: Reporter): void {
  const isConst = (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
  if (!isConst && (node.declarationList.flags & ts.NodeFlags.Let) === 0) reporter.error(node, 'top-level', 'use `let` for a shared variable or `const` for a constant');
  for (const d of node.declarationList.declarations) {
    if (!ts.isIdentifier(d.name)) reporter.error(d.name, 'global', 'destructuring is outside the dialect');
    else if (isConst) found.constants.push(d);
    else found.globals.push({ name: d.name.text, node: d });
  }
}
