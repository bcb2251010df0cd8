/**
 * Diagnostics for a terminal, as compilers print them:
 *
 * ```
 *   my.scenario.ts:12:7: error: type 'string' is not assignable to type 'number' [TS2322]
 *
 *     12 │ const x: int = 'a';
 *        │       ^
 * ```
 */
import type { Diagnostic, SourceText } from '../../shared/dialect/diagnostics.ts';
import { amount, printable } from './text.ts';

const SHOWN = 50;
/** Columns of a source line that are shown around a diagnostic. */
const WIDTH = 120;

export function printDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly SourceText[]): string {
  const lines = new Map(sources.map(({ path, text }) => [path, text.split(/\r\n|\n|\r/)]));
  const blocks = diagnostics.slice(0, SHOWN).map((each) => printOne(each, lines.get(each.file)?.[each.line - 1]));
  const more = diagnostics.length - blocks.length;
  return `${blocks.join('\n')}\n${amount(diagnostics.length, 'error')}${more > 0 ? `; the first ${SHOWN} are shown` : ''}\n`;
}

function printOne(diagnostic: Diagnostic, sourceLine: string | undefined): string {
  const { file, line, column, endLine, endColumn, message, code } = diagnostic;
  const head = `${printable(file)}:${line}:${column}: error: ${printable(message)} [${code}]\n`;
  if (sourceLine === undefined) return head;
  // Long lines are cut to a window that holds the place.
  const from = column <= WIDTH - 20 ? 0 : column - 1 - WIDTH / 2;
  const shown = printable(sourceLine).slice(from, from + WIDTH);
  const start = column - 1 - from;
  const end = endLine === line ? endColumn - 1 - from : shown.length;
  const carets = '^'.repeat(Math.max(1, Math.min(end, WIDTH) - start));
  const number = String(line);
  const margin = ' '.repeat(number.length);
  return `${head}\n  ${number} │ ${shown}\n  ${margin} │ ${' '.repeat(start)}${carets}\n`;
}
