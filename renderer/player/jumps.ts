/** Where to jump to: the next step of the schedule's gist, of a thread, one that touches an object or a lock, or one that a property looks at. */
import type { Row } from '../../shared/explore/counterexample.ts';

export interface Target {
  /** `gist`, `thread 2`, `object mm_struct #0.mmap_lock`, `rule 3` */
  id: string;
  kind: 'gist' | 'thread' | 'object' | 'rule';
  title: string;
  /** Indices of the steps that are of it, touch it or a part of it, or are checked by it; ascending. */
  steps: number[];
}

/** What the steps are of and touch, each once: the gist first, then threads, what is to hold, then objects, locks and the parts of them. `checks` and `touches`: of each step, rules by number and objects by name. */
export function targetsOf(rows: readonly Row[], rules: readonly string[], checks: readonly (readonly number[])[], touches: readonly (readonly string[])[]): Target[] {
  const threads = new Map<string, Target>();
  const checked = new Map<string, Target>();
  const objects = new Map<string, Target>();
  rows.forEach(({ step: { thread, name } }, index) => {
    add(threads, { id: `thread ${thread}`, kind: 'thread', title: name }, index);
    for (const rule of checks[index] ?? []) add(checked, { id: `rule ${rule}`, kind: 'rule', title: rules[rule] ?? '' }, index);
    for (const title of touches[index] ?? []) add(objects, { id: `object ${title}`, kind: 'object', title }, index);
  });
  const byTitle = (a: Target, b: Target): number => a.title.localeCompare(b.title, 'en', { numeric: true });
  const gist: Target = { id: 'gist', kind: 'gist', title: 'The gist', steps: rows.flatMap(({ inGist }, index) => (inGist ? [index] : [])) };
  return [gist, ...threads.values(), ...[...checked.values()].sort(byTitle), ...[...objects.values()].sort(byTitle)];
}

function add(targets: Map<string, Target>, target: Omit<Target, 'steps'>, index: number): void {
  const there = targets.get(target.id);
  if (!there) targets.set(target.id, { ...target, steps: [index] });
  else if (there.steps.at(-1) !== index) there.steps.push(index);
}

/** Steps taken after the next step (or, by -1, the one before) that is of the target; null: there is none. */
export function jump({ steps }: Pick<Target, 'steps'>, at: number, by: 1 | -1): number | null {
  // The step taken last is at - 1: a list of thousands is asked at each step, so it is halved, not gone through.
  const next = by === 1 ? steps[firstNotBelow(steps, at)] : steps[firstNotBelow(steps, at - 1) - 1];
  return next === undefined ? null : next + 1;
}

function firstNotBelow(steps: readonly number[], value: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
