/** Puts together what says the same, in the order of the first of each. */
export function alike<T>(list: readonly T[], said: (each: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const each of list) {
    const key = said(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}
