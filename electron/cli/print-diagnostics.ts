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
import { columnsOf } from './columns.ts';
import { amount, printable } from './text.ts';

const SHOWN = 50;
/** Columns of a source line that are shown around a diagnostic at most, and, however few the screen has, at least. */
const WIDTH = 120;
const LEAST_WIDTH = 20;

/** `columns`: the screen's. A line of code that it broke would not have its marks below it. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly SourceText[], columns = Infinity): string {
  const lines = new Map(sources.map(({ path, text }) => [path, text.split(/\r\n|\n|\r/)]));
  const blocks = diagnostics.slice(0, SHOWN).map((each) => printOne(each, lines.get(each.file)?.[each.line - 1], columns));
  const more = diagnostics.length - blocks.length;
  return `${blocks.join('\n')}\n${amount(diagnostics.length, 'error')}${more > 0 ? `; the first ${SHOWN} are shown` : ''}\n`;
}

function printOne(diagnostic: Diagnostic, sourceLine: string | undefined, columns: number): string {
  const { file, line, column, endLine, endColumn, message, code } = diagnostic;
  const head = `${printable(file)}:${line}:${column}: error: ${printable(message.replaceAll(/\n +/g, ' '))} [${code}]\n`;
  if (sourceLine === undefined) return head;
  const number = String(line);
  const margin = ' '.repeat(number.length);
  // Long lines are cut to a window that holds the place.
  const width = Math.max(LEAST_WIDTH, Math.min(WIDTH, columns - `  ${margin} │ `.length));
  const from = column <= width - Math.min(20, width >> 2) ? 0 : column - 1 - (width >> 1);
  const shown = printable(sourceLine).slice(from, from + width);
  const start = column - 1 - from;
  const end = endLine === line ? endColumn - 1 - from : shown.length;
  const carets = '^'.repeat(Math.max(1, columnsOf(shown.slice(start, end))));
  return `${head}\n  ${number} │ ${shown}\n  ${margin} │ ${' '.repeat(columnsOf(shown.slice(0, start)))}${carets}\n`;
}
