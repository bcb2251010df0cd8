/** Rules about names: each means one thing in the whole program, and some are the dialect's own. */
import ts from 'typescript';
import type { Declarations } from './declarations.ts';
import type { Reporter } from './errors.ts';
import { placeOf } from './syntax-names.ts';

/** Complains about names declared twice, or declared by the dialect's library already. Files may add fields to each other's structs. */
export function checkDuplicates(library: ts.SourceFile, files: readonly ts.SourceFile[], { structs, aliases, constants, globals, functions }: Declarations, reporter: Reporter): void {
  const [types, values] = libraryNames(library);
  const declare = (known: Map<string, ts.Node>, node: ts.Declaration & { name?: ts.Node | undefined }): void => {
    const name = node.name;
    if (!name || !ts.isIdentifier(name)) return;
    const first = known.get(name.text);
    if (first && adds(first, node) && first.getSourceFile() !== library) return;
    if (first) reporter.error(name, 'duplicate', clash(name.text, first, node, library));
    else known.set(name.text, node);
  };
  const inOrder = <T extends ts.Node>(nodes: T[]): T[] => nodes.sort((a, b) => files.indexOf(a.getSourceFile()) - files.indexOf(b.getSourceFile()) || a.pos - b.pos);
  for (const node of inOrder([...structs, ...aliases])) declare(types, node);
  for (const node of inOrder([...constants, ...globals.map((g) => g.node), ...functions.map((f) => f.node)])) declare(values, node);
}

/** Whether a struct's declaration is a part of one that was begun in another file. */
function adds(first: ts.Node, node: ts.Node): boolean {
  return ts.isInterfaceDeclaration(first) && ts.isInterfaceDeclaration(node) && first.getSourceFile() !== node.getSourceFile();
}

function clash(name: string, first: ts.Node, second: ts.Node, library: ts.SourceFile): string {
  const file = first.getSourceFile();
  if (file === library) return `\`${name}\` belongs to the dialect's library: choose another name`;
  const both = ts.isFunctionDeclaration(first) && ts.isFunctionDeclaration(second) && second.getSourceFile() !== file;
  return `\`${name}\` is declared already (${placeOf(first)})${both ? `: to replace it, say override(${name}, (…) => { … })` : ''}`;
}

/** Types and values that the library declares. */
function libraryNames(library: ts.SourceFile): [Map<string, ts.Node>, Map<string, ts.Node>] {
  const types = new Map<string, ts.Node>();
  const values = new Map<string, ts.Node>();
  for (const node of library.statements) {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) types.set(node.name.text, node);
    else if (ts.isFunctionDeclaration(node) && node.name) values.set(node.name.text, node);
    else if (ts.isVariableStatement(node)) for (const d of node.declarationList.declarations) values.set(d.name.getText(library), d);
  }
  return [types, values];
}

/** Complains about the names of the live runtime (`$…`) wherever a program uses one. */
export function checkReservedNames(file: ts.SourceFile, reporter: Reporter): void {
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && (node.text.startsWith('$') || node.text === '__proto__')) {
      reporter.error(node, 'reserved-name', node.text === '__proto__' ? '`__proto__` is not a name here' : 'names that begin with `$` belong to the dialect itself');
    }
    ts.forEachChild(node, look);
  };
  // A name may be written with escapes: \u0024load.
  if (/[$\\]|__proto__/.test(file.text)) look(file);
}
