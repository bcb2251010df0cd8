/**
 * A colour for each thread, the same wherever it is shown, whichever others are there. With more threads than colours, they come again: names and
 * places tell the threads apart as well.
 */
const colours = 6;

/** `thread`: its index in the program; the boot thread is the first, and seldom seen. */
export function threadColour(thread: number): string {
  return `var(--series-${((thread + colours - 1) % colours) + 1})`;
}
