/** The text with its comments and strings blanked out, each character in its place: what is left can be searched for code. */

const parts = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|`(?:[^`\\]|\\[\s\S])*`?/g;

export function maskText(text: string): string {
  return text.replaceAll(parts, (part) => part.replaceAll(/[^\n]/g, ' '));
}

/** By how much a sign of masked text leads deeper into brackets: 1, -1 or 0. */
export function deeper(c: string): number {
  return c === '(' || c === '{' || c === '[' ? 1 : c === ')' || c === '}' || c === ']' ? -1 : 0;
}

/** The place of the bracket that closes the one at `open`, or -1. `masked`: without comments and strings. */
export function closing(masked: string, open: number): number {
  let depth = 0;
  for (let at = open; at < masked.length; at++) {
    const step = deeper(masked[at]!);
    depth += step;
    if (step < 0 && depth === 0) return at;
  }
  return -1;
}

/** Whether a place is within brackets: in a body, not at the top level. */
export function isInside(text: string, offset: number): boolean {
  let depth = 0;
  for (const c of maskText(text).slice(0, offset)) depth += deeper(c);
  return depth > 0;
}
