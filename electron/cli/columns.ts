/** How wide a text is on a terminal, where letters of East Asian scripts and emoji take two columns and accents none. */
import { eastAsianWidth } from 'get-east-asian-width';

const ALL_NARROW = /^[ -~]*$/;
const NO_WIDTH = /^[\p{M}\p{Cf}]$/u;

export function columnsOf(text: string): number {
  if (ALL_NARROW.test(text)) return text.length;
  let columns = 0;
  for (const letter of text) columns += NO_WIDTH.test(letter) ? 0 : eastAsianWidth(letter.codePointAt(0)!);
  return columns;
}

/** `padEnd` and `padStart`, by columns. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}
