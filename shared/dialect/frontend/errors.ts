/** Collects what is wrong with the sources, in source order, each complaint once. */
import ts from 'typescript';
import type { Diagnostic } from '../diagnostics.ts';

/** The dialect's rules, as the codes of its errors. */
export type Rule =
  | 'top-level' | 'type' | 'struct' | 'global' | 'constant' | 'signature' | 'statement' | 'expression' | 'operator' | 'closure' | 'string'
  | 'float' | 'literal' | 'recursion' | 'assignment' | 'place' | 'call' | 'override' | 'scenario' | 'thread' | 'side-effect' | 'blocking'
  | 'bounds' | 'reserved-name' | 'unknown-protocol' | 'limit';

export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = new Set<string>();

  error(node: ts.Node, rule: Rule, message: string): void {
    const file = node.getSourceFile();
    this.at(file, node.getStart(file), node.getEnd(), 'dialect', rule, message);
  }

  at(file: ts.SourceFile, start: number, end: number, source: Diagnostic['source'], code: string, message: string): void {
    const key = `${file.fileName}:${start}:${code}:${message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const from = file.getLineAndCharacterOfPosition(start);
    const to = file.getLineAndCharacterOfPosition(end);
    this.diagnostics.push({
      file: file.fileName, start, end, line: from.line + 1, column: from.character + 1,
      endLine: to.line + 1, endColumn: to.character + 1, source, code, message,
    });
  }

  typescript(found: readonly ts.Diagnostic[]): void {
    for (const d of found) {
      if (!d.file || d.start === undefined) continue;
      const message = ts.flattenDiagnosticMessageText(d.messageText, '\n');
      this.at(d.file, d.start, d.start + (d.length ?? 1), 'typescript', `TS${d.code}`, message);
    }
  }
}
