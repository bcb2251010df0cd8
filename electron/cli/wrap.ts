/**
 * Long lines for a terminal of few columns: they break between words and go on below their own text, so that a word (an
 * identifier, a place, an option) is whole, and columns stay columns.
 */
import { columnsOf } from './columns.ts';
import type { Screen } from './progress.ts';

/** Between words; the number of an object belongs to its name, as in `vm_area_struct #0`. */
const BREAK = /(?<=\S)(?= )(?! #\d)/;
/** A line that goes on starts this much further in. */
const FURTHER = 2;
/** What is to be copied as it stands: a line of a program, with the marks below it; a command with a schedule. */
const VERBATIM = /^ *\d* +│|^ *to replay it: /;
/** Who steers the cursor knows how wide the terminal is. */
const STEERED = '\x1b';

/** A screen that wraps what is written to its width; one that is no terminal, or does not say how wide it is, is left alone. */
export function wrapping(screen: Screen): Screen {
  return {
    get isTTY() {
      return screen.isTTY ?? false;
    },
    get columns() {
      return screen.columns ?? 0;
    },
    write: (text) => screen.write(screen.isTTY && screen.columns ? wrapped(text, screen.columns) : text),
  };
}

/** `further`: so much further in a line goes on. */
export function wrapped(text: string, columns: number, further = FURTHER): string {
  if (text.includes(STEERED)) return text;
  return text.split('\n').map((line) => (columnsOf(line) <= columns || VERBATIM.test(line) ? line : wrapLine(line, columns, further))).join('\n');
}

/** Where a line's text begins: behind the last gap between columns. */
export function textStart(line: string): number {
  return /^(?:.*\S {2,})?(?= *\S) */.exec(line)?.[0].length ?? 0;
}

function wrapLine(line: string, columns: number, further: number): string {
  const most = columns >> 1;
  const indent = line.length - line.trimStart().length;
  const start = textStart(line);
  // What stands far to the right, as the last figure of a table, leaves no room below it.
  const below = ' '.repeat(start > indent && start <= most ? columnsOf(line.slice(0, start)) : Math.min(indent + further, most));
  const [first = '', ...words] = line.trimStart().split(BREAK);
  const lines: string[] = [];
  let at = ' '.repeat(Math.min(indent, most)) + first;
  for (const word of words) {
    if (columnsOf(at + word) <= columns) at += word;
    else {
      lines.push(at);
      at = below + word.trimStart();
    }
  }
  return [...lines, at].join('\n');
}
