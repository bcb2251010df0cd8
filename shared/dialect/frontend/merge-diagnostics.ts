/** One list of what TypeScript and the dialect found, in which no mistake is told twice. */
import ts from 'typescript';
import type { Diagnostic } from '../diagnostics.ts';
import { Reporter, type Rule } from './errors.ts';
import { isOfNarrowing } from './narrowing.ts';
import { fileAt } from './typescript-program.ts';

/** Files full of mistakes (a binary, say) have no more than so many worth telling. */
const MOST = 100;

/** What TypeScript says, in other places too, of a mistake that the dialect reports by this rule. */
const CONSEQUENCES: Partial<Record<Rule, readonly string[]>> = {
  duplicate: ['TS2300', 'TS2384', 'TS2393', 'TS2394', 'TS2428', 'TS2451', 'TS2717'],
  observer: ['TS2345'],
  override: ['TS7006'],
  signature: ['TS1064', 'TS2697', 'TS2705'],
  struct: ['TS2411'],
};

/** What TypeScript finds wrong in a file, or in all of them. */
function semantic(program: ts.Program, file?: ts.SourceFile): ts.Diagnostic[] {
  return program.getSemanticDiagnostics(file).filter((each) => !isOfNarrowing(each));
}

/**
 * Whether TypeScript finds nothing wrong in a file. All files share one scope, but where the dialect has no complaint, no name is declared
 * twice: then no declaration of this file changes what those of the others mean.
 */
export function isClean(program: ts.Program, file: ts.SourceFile): boolean {
  return semantic(program, file).length === 0;
}

export function mergeDiagnostics(program: ts.Program, ours: readonly Diagnostic[]): Diagnostic[] {
  const found = new Reporter();
  found.typescript(semantic(program));
  const consequences = new Set(ours.flatMap((d) => CONSEQUENCES[d.code as Rule] ?? []));
  const told = new Set(ours.map((d) => statementOf(program, d)));
  const theirs = found.diagnostics.filter((d) => !consequences.has(d.code) && !told.has(statementOf(program, d)));
  return sortDiagnostics([...ours, ...theirs]);
}

export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start)).slice(0, MOST);
}

/**
 * The innermost statement, field, parameter or option around a diagnostic. Where the dialect has said what is wrong with one,
 * TypeScript's words on the same code, which knows nothing of the dialect, would only confuse.
 */
function statementOf(program: ts.Program, { file, start, end }: Diagnostic): ts.Node | undefined {
  let innermost: ts.Node | undefined;
  const look = (node: ts.Node): void => {
    if (start < node.getStart() || end > node.end) return;
    if (ts.isStatement(node) || ts.isTypeElement(node) || ts.isParameter(node) || ts.isCaseClause(node) || isOption(node)) innermost = node;
    ts.forEachChild(node, look, lookAmong);
  };
  // One by one, twenty thousand mistakes among as many statements would take half a minute.
  const lookAmong = (nodes: ts.NodeArray<ts.Node>): void => {
    for (let at = firstEndingBy(nodes, end); at < nodes.length && nodes[at]!.pos <= start; at++) look(nodes[at]!);
  };
  const source = fileAt(program, file);
  if (source) ts.forEachChild(source, look, lookAmong);
  return innermost ?? source;
}

/** One of those that `scenario` or `thread` are called with. */
function isOption(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && ts.isCallExpression(node.parent.parent);
}

/** Of nodes one behind the other, the index of the first that does not end before `end`. */
function firstEndingBy(nodes: readonly ts.Node[], end: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.end < end) low = middle + 1;
    else high = middle;
  }
  return low;
}
