/**
 * A schedule for people to read:
 *
 * ```
 *      1  fault   reads mm: mm_struct #0 in page_fault (kernel/memory.ts:12)
 *      2          …
 *      3  munmap  …
 *                 fault waits while mm_struct #0.mmap_lock.wait_lock.locked is 1 (munmap)
 * ```
 * Notes say what the memory model has to do with a step.
 * A thread's name stands where it goes on after another one; who is blocked, when that begins.
 */
import type { Blocked, Step } from '../../shared/explore/verdict.ts';
import { printable } from './text.ts';

/** `remark`: on how many steps there are, `few`: on how many switches. `cycle`: the index of the step from which on the schedule goes round for ever, if these steps come so far. */
export function scheduleText(steps: readonly Step[], remark: string, cycle: number | null = null, few = ''): string {
  const switches = steps.filter((s, i) => i > 0 && s.thread !== steps[i - 1]!.thread).length;
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : what === 'switch' ? 'es' : 's'}`;
  const head = `  ${count(steps.length, 'step')}${remark}; ${count(switches, 'switch')}${switches > 0 ? few : ''}`;
  if (cycle === null || cycle >= steps.length) return [head, ...stepLines(steps)].join('\n');
  return [head, ...stepLines(steps, 0, cycle), `        from step ${cycle + 1} on, this repeats for ever:`, ...stepLines(steps, cycle)].join('\n');
}

/** The steps from one index to before another, a line each, and lines for those that get blocked. */
export function stepLines(steps: readonly Step[], from = 0, to = steps.length): string[] {
  const width = Math.max(...steps.map((s) => s.name.length));
  const names = new Map(steps.map((s) => [s.thread, s.name]));
  const indent = ' '.repeat(10 + width);
  return steps.slice(from, to).flatMap((step, k) => {
    const i = from + k;
    const before = steps[i - 1];
    const name = k > 0 && before?.thread === step.thread ? '' : step.name;
    // What is blocked before the first step was so from the start.
    const blocked = (i > 0 ? step.blocked : []).filter((b) => names.has(b.thread) && !before?.blocked.some((was) => was.thread === b.thread));
    return [
      ...blocked.map((b) => `${indent}${blockedText(b, names)}`),
      `  ${String(i + 1).padStart(4)}  ${name.padEnd(width)}  ${printable(step.text)}`,
      ...(step.notes ?? []).map((note) => `${indent}  ${printable(note)}`),
    ];
  });
}

/** Threads that are no part of the schedule have no name here. */
function blockedText({ thread, on, by }: Blocked, names: ReadonlyMap<number, string>): string {
  const known = by.flatMap((t) => names.get(t) ?? []);
  return printable(`${names.get(thread)} ${on}${known.length > 0 ? ` (${known.join(', ')})` : ''}`);
}
