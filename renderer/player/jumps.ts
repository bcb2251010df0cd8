/** Where to jump to: the next step of a thread, or one that touches an object or a lock. */
import type { Row } from '../../shared/explore/counterexample.ts';

export interface Target {
  /** `thread 2`, `object mm_struct #0.mmap_lock` */
  id: string;
  kind: 'thread' | 'object';
  title: string;
  /** Indices of the steps that are of it, or touch it, or a part of it; ascending. */
  steps: number[];
}

const OBJECT = /\w+ #\d+(?:\.\w+)?/g;

/** What the steps are of and touch, each once: threads first, then objects and the parts of them. */
export function targetsOf(rows: readonly Row[]): Target[] {
  const threads = new Map<string, Target>();
  const objects = new Map<string, Target>();
  rows.forEach(({ step: { thread, name }, sentence }, index) => {
    add(threads, { id: `thread ${thread}`, kind: 'thread', title: name }, index);
    for (const [whole] of sentence.matchAll(OBJECT)) {
      for (const title of new Set([whole.split('.')[0]!, whole])) add(objects, { id: `object ${title}`, kind: 'object', title }, index);
    }
  });
  return [...threads.values(), ...[...objects.values()].sort((a, b) => (a.title < b.title ? -1 : 1))];
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
