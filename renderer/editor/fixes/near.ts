/** Which of the names that there are was probably meant. */

/** The nearest within a third of the letters, or the only one of which this is a part; null when there is none. */
export function nearest(name: string, names: Iterable<string>): string | null {
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let least = most + 1;
  const parts: string[] = [];
  for (const candidate of names) {
    const known = candidate.toLowerCase();
    if (candidate === name) continue;
    if (wanted.length >= 3 && known.split('_').includes(wanted)) parts.push(candidate);
    if (Math.abs(known.length - wanted.length) > most) continue;
    const far = distance(wanted, known, least);
    if (far < least) [best, least] = [candidate, far];
  }
  return best ?? (parts.length === 1 ? parts[0]! : null);
}

/** Letters to insert, leave out, replace or swap (optimal string alignment); `limit` where it is no less. */
function distance(a: string, b: string, limit: number): number {
  let [before, last, row]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, j) => j), []];
  for (let i = 1; i <= a.length; i++) {
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(row[j - 1]! + 1, last![j]! + 1, last![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before![j - 2]! + 1);
    }
    if (Math.min(...row) >= limit) return limit;
    [before, last] = [last!, row];
  }
  return last![b.length]!;
}
