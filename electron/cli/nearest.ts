/** The name that somebody may have meant who wrote another. */

/** Of a name of three letters one may be wrong, of six two, and so on. */
const LETTERS_A_SLIP = 3;

/** Undefined: none is near. A beginning of a name is near, too. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(written.length / LETTERS_A_SLIP));
  const near = names.map((name) => ({ name, slips: slips(written, name) })).filter((each) => each.slips <= most && each.slips < written.length);
  near.sort((a, b) => a.slips - b.slips);
  return near[0]?.name ?? (written.length > 1 ? names.find((name) => name.startsWith(written)) : undefined);
}

/** `; did you mean …?`, or nothing. */
export function didYouMean(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

/** Letters to add, to leave out, to change, or neighbours to swap. */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, changed, swapped));
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
