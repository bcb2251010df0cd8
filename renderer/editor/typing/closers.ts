/** A closing bracket that the editor put in for a person, and that is one too many once they have typed it themselves. */
import { maskText } from '../../../shared/outline/mask.ts';

const openerOf: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

export interface Span {
  start: number;
  end: number;
}

/**
 * What to take away: the bracket at the end of it, and the space before it. Null where nothing is too many.
 * @param typed the place of the bracket that was just typed
 * @param putIn whether the one at this place was put in by the editor
 */
export function doubledCloser(text: string, typed: number, putIn: (offset: number) => boolean): Span | null {
  const closer = text[typed]!;
  const opener = openerOf[closer];
  if (opener === undefined) return null;
  let next = typed + 1;
  while (/\s/.test(text[next] ?? '')) next++;
  if (text[next] !== closer || !putIn(next)) return null;
  const code = maskText(text);
  // In a comment or a string: not a bracket at all.
  if (code[typed] !== closer) return null;
  let surplus = 0;
  for (const c of code) surplus += c === closer ? 1 : c === opener ? -1 : 0;
  return surplus > 0 ? { start: typed + 1, end: next + 1 } : null;
}
