/** Help that was broken into lines for a wider terminal: a paragraph that does not fit is filled anew, else a line of few words would follow each long one. */
import { textStart, wrapped } from './wrap.ts';

/** Each paragraph with a line of more than `columns` filled anew; all else as it is. */
export function refilled(text: string, columns: number): string {
  const paragraphs: string[][] = [];
  for (const line of text.split('\n')) {
    const before = paragraphs.at(-1);
    if (before && goesOn(before[0]!, line)) before.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs.map((lines) => (lines.every((line) => line.length <= columns) ? lines.join('\n') : filled(lines, columns))).join('\n');
}

function filled([first = '', ...rest]: readonly string[], columns: number): string {
  return wrapped([first, ...rest.map((line) => line.trimStart())].join(' '), columns, first.startsWith(' ') || isCall(first) ? undefined : 0);
}

/** Whether a line goes on with what another began: it stands below its text. How a command is called is a line by itself. */
function goesOn(first: string, line: string): boolean {
  return first.trim() !== '' && line.trim() !== '' && !isCall(first) && !isCall(line) && line.search(/\S/) === textStart(first);
}

function isCall(line: string): boolean {
  return line.startsWith('faultline ');
}
