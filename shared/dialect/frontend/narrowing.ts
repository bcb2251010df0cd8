/**
 * TypeScript takes a variable to hold what a test before has found in it: after `if (x === 1)`, `x` is of the type `1`.
 * But another thread may write to it in between, so that what it concludes from this is no mistake:
 *
 * ```ts
 *   if (x === 1) { if (x === 2) … }     no overlap of `1` and `2`
 *   if (ok) { let was = ok; was = false; }     `was` is of the type `true`
 * ```
 *
 * The dialect has no such types, and looks itself at what is compared with what and assigned to what.
 */
import type ts from 'typescript';

/** "No overlap" of both sides of a comparison; of a case with what it is compared to; a type that hangs on itself, through loops. */
const CODES = new Set([2367, 2678, 7022]);

/** Where there is nothing left that a variable could be, or a single value. */
const NARROWED = /'never'|assignable to type '(?:true|false|-?\d+)'/;

export function isOfNarrowing({ code, messageText }: ts.Diagnostic): boolean {
  // What follows in a chain tells of parts, such as the lengths of arrays.
  return CODES.has(code) || NARROWED.test(typeof messageText === 'string' ? messageText : messageText.messageText);
}
