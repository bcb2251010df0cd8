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
 * A thread's name stands where it goes on after another one; who is blocked, when that begins. Of a long schedule only
 * the gist is told: then numbers are missing.
 */
import { gist } from '../../shared/explore/gist.ts';
import type { Blocked, Step } from '../../shared/explore/verdict.ts';
import { columnsOf, padEnd } from './columns.ts';
import { amount } from './text.ts';

/** So many steps are told one by one. */
const FEW = 40;

interface Telling {
  /** Also of a long schedule each step. */
  allSteps: boolean;
  /** The index of the step from which on the schedule goes round for ever, if these steps come so far. */
  cycle: number | null;
  /** On how many steps there are. */
  remark: string;
  /** On how many switches. */
  few?: string;
}

export function scheduleText(steps: readonly Step[], { allSteps, cycle, remark, few = '' }: Telling): string {
  const switches = steps.filter((s, i) => i > 0 && s.thread !== steps[i - 1]!.thread).length;
  const inGist = allSteps || steps.length <= FEW ? null : gist(steps);
  const told = steps.map((_, i) => inGist === null || i === cycle || inGist[i]!);
  const rest = told.filter((is) => !is).length;
  const head = [
    `  ${amount(steps.length, 'step')}${remark}; ${amount(switches, 'switch')}${switches > 0 ? few : ''}`,
    ...(rest > 0 ? [`  ${amount(rest, 'step')} not told: reads of what no other thread writes, writes that change nothing (--all-steps tells them)`] : []),
  ];
  if (cycle === null || cycle >= steps.length) return [...head, ...stepLines(steps, told)].join('\n');
  return [...head, ...stepLines(steps, told, 0, cycle), `        from step ${cycle + 1} on, this repeats for ever:`, ...stepLines(steps, told, cycle)].join('\n');
}

/** Of the steps from one index to before another, a line for each that is told, and lines for those that get blocked. */
function stepLines(steps: readonly Step[], told: readonly boolean[], from = 0, to = steps.length): string[] {
  const width = Math.max(...steps.map((s) => columnsOf(s.name)));
  const names = new Map(steps.map((s) => [s.thread, s.name]));
  const indent = ' '.repeat(10 + width);
  return steps.slice(from, to).flatMap((step, k) => {
    const i = from + k;
    const before = steps[i - 1];
    const name = k > 0 && before?.thread === step.thread ? '' : step.name;
    // What is blocked before the first step was so from the start.
    const blocked = (i > 0 ? step.blocked : []).filter((b) => names.has(b.thread) && !before?.blocked.some((was) => was.thread === b.thread));
    const lines = [`  ${String(i + 1).padStart(4)}  ${padEnd(name, width)}  ${step.text}`, ...(step.notes ?? []).map((note) => `${indent}  ${note}`)];
    return [...blocked.map((b) => `${indent}${blockedText(b, names)}`), ...(told[i] ? lines : [])];
  });
}

/** The step at an index, as in the whole schedule. */
export function stepLine(steps: readonly Step[], at: number): string {
  return stepLines(steps, steps.map(() => true), at, at + 1).join('\n');
}

/** Threads that are no part of the schedule have no name here. */
function blockedText({ thread, on, by }: Blocked, names: ReadonlyMap<number, string>): string {
  const known = by.flatMap((t) => names.get(t) ?? []);
  return `${names.get(thread)} ${on}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
}
