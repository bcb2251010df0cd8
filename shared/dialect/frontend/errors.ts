/** Collects what is wrong with the sources, in source order, each complaint once. */
import ts from 'typescript';
import type { Diagnostic, GivenSwitch } from '../diagnostics.ts';

/** The dialect's rules, as the codes of its errors. */
export type Rule =
  | 'top-level' | 'type' | 'struct' | 'global' | 'constant' | 'signature' | 'statement' | 'expression' | 'operator' | 'closure' | 'string'
  | 'float' | 'literal' | 'recursion' | 'assignment' | 'place' | 'call' | 'override' | 'scenario' | 'thread' | 'side-effect' | 'blocking'
  | 'bounds' | 'callback' | 'duplicate' | 'host-name' | 'linux-name' | 'reserved-name' | 'unknown-protocol' | 'unknown-switch' | 'limit'
  | 'property' | 'observer' | 'syntax';

/** What TypeScript advises besides, of projects: here there is none to change. */
const OF_A_PROJECT = / Do you need to (?:change your target library|install type definitions)\?.*$/s;

/** A name of the runtime, which is for nobody to write. */
const OF_THE_RUNTIME = / Did you mean '\$\w+'\?$/;

export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = new Set<string>();

  error(node: ts.Node, rule: Rule, message: string): void {
    this.errorIn(node.getSourceFile(), node, rule, message);
  }

  /** At a node, or at the start of the file when there is none to blame. */
  errorIn(file: ts.SourceFile, node: ts.Node | undefined, rule: Rule, message: string): void {
    if (!node) return this.at(file, 0, 0, 'dialect', rule, message);
    const source = node.getSourceFile();
    this.at(source, node.getStart(source), node.getEnd(), 'dialect', rule, message);
  }

  /** About a switch that is not the file's own. */
  given(file: ts.SourceFile, given: GivenSwitch, rule: Rule, message: string): void {
    this.at(file, 0, 0, 'dialect', rule, message, given);
  }

  at(file: ts.SourceFile, start: number, end: number, source: Diagnostic['source'], code: string, message: string, given?: GivenSwitch): void {
    const key = `${file.fileName}:${start}:${code}:${message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const from = file.getLineAndCharacterOfPosition(start);
    const to = file.getLineAndCharacterOfPosition(end);
    this.diagnostics.push({
      file: file.fileName, start, end, line: from.line + 1, column: from.character + 1,
      endLine: to.line + 1, endColumn: to.character + 1, source, code, message, ...(given && { given }),
    });
  }

  typescript(found: readonly ts.Diagnostic[]): void {
    for (const d of found) {
      if (!d.file || d.start === undefined) continue;
      const message = ts.flattenDiagnosticMessageText(d.messageText, '\n').replace(OF_A_PROJECT, '').replace(OF_THE_RUNTIME, '');
      this.at(d.file, d.start, Math.min(d.start + (d.length ?? 1), d.file.text.length), 'typescript', `TS${d.code}`, message);
    }
  }
}
