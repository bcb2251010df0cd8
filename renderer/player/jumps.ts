/** Where to jump to: the next step of a thread, or one that touches an object or a lock. */
import type { Row } from '../../shared/explore/counterexample.ts';

export interface Target {
  /** `thread 2`, `word mm_struct #0.mmap_lock` */
  id: string;
  kind: 'thread' | 'object';
  title: string;
}

const OBJECT = /\w+ #\d+(?:\.\w+)?/g;

/** What the steps are of and touch, each once: threads first, then objects and the parts of them. */
export function targetsOf(rows: readonly Row[]): Target[] {
  const threads = new Map(rows.map(({ step }) => [step.thread, step.name]));
  const objects = new Set<string>();
  for (const { sentence } of rows) {
    for (const [name] of sentence.matchAll(OBJECT)) {
      objects.add(name.split('.')[0]!);
      objects.add(name);
    }
  }
  return [
    ...[...threads].map(([thread, title]): Target => ({ id: `thread ${thread}`, kind: 'thread', title })),
    ...[...objects].sort().map((title): Target => ({ id: `object ${title}`, kind: 'object', title })),
  ];
}

/** Steps taken after the next step (or, by -1, the one before) that is of the target; null: there is none. */
export function jump(rows: readonly Row[], at: number, by: 1 | -1, target: string): number | null {
  for (let index = at - 1 + by; index >= 0 && index < rows.length; index += by) if (isOf(rows[index]!, target)) return index + 1;
  return null;
}

function isOf({ step, sentence }: Row, target: string): boolean {
  if (target.startsWith('thread ')) return step.thread === Number(target.slice('thread '.length));
  const wanted = target.slice('object '.length);
  return [...sentence.matchAll(OBJECT)].some(([name]) => name === wanted || name.startsWith(`${wanted}.`));
}
