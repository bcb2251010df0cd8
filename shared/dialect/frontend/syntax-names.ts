/** What people call the pieces of TypeScript that the dialect leaves out. */
import ts from 'typescript';

const K = ts.SyntaxKind;

const NAMES: Partial<Record<ts.SyntaxKind, string>> = {
  [K.ClassExpression]: 'a class',
  [K.ClassDeclaration]: 'a class',
  [K.DebuggerStatement]: '`debugger`',
  [K.DeleteExpression]: '`delete`',
  [K.EnumDeclaration]: 'an enum',
  [K.ImportKeyword]: '`import`',
  [K.ModuleDeclaration]: 'a namespace',
  [K.RegularExpressionLiteral]: 'a regular expression',
  [K.SpreadElement]: '`...`',
  [K.SuperKeyword]: '`super`',
  [K.ThisKeyword]: '`this`',
  [K.TypeOfExpression]: '`typeof`',
  [K.VoidExpression]: '`void`',
  [K.WithStatement]: '`with`',
  [K.YieldExpression]: '`yield`',
};

/** `delete`, `a regular expression`, …; `this` where it has no name. */
export function syntaxName(node: ts.Node): string {
  if (ts.isMetaProperty(node)) return `\`${node.getText()}\``;
  return NAMES[node.kind] ?? 'what stands here';
}

export function parameters(count: number): string {
  return count === 1 ? '1 parameter' : `${count} parameters`;
}

/** Where it stands: `mine.scenario.ts:3`. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
