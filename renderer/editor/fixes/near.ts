/** Which of the names that there are was probably meant. */
import { closestMatch } from 'leven';

/** The nearest within a third of the letters, or the only one of which this is a part; null when there is none. Capitals or not. */
export function nearest(name: string, names: Iterable<string>): string | null {
  const others = [...names].filter((other) => other !== name);
  const known = others.map((other) => other.toLowerCase());
  const wanted = name.toLowerCase();
  const near = closestMatch(wanted, known, { maxDistance: Math.max(1, Math.floor(wanted.length / 3)) });
  if (near !== undefined) return others[known.indexOf(near)]!;
  const wholes = wanted.length < 3 ? [] : others.filter((_, i) => known[i]!.split('_').includes(wanted));
  return wholes.length === 1 ? wholes[0]! : null;
}
