/** The name that somebody may have meant who wrote another. */
import { closestMatch } from 'leven';

/** Of a name of three letters one may be wrong, of four to six two, and so on: two that are swapped are two. */
const LETTERS_A_SLIP = 3;

/** Undefined: none is near. A beginning of a name is near, too. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  if (written.length < 2) return undefined;
  return closestMatch(written, names, { maxDistance: Math.ceil(written.length / LETTERS_A_SLIP) }) ?? names.find((name) => name.startsWith(written));
}

/** `; did you mean …?`, or nothing. */
export function didYouMean(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
