/**
 * The steps of a schedule by which its threads have to do with each other, or change something: half of those of a long
 * one only find their way through the tree and the page tables.
 *
 * ```
 *      1  fault   reads mm                         it goes on here
 *      2          reads maple_node #0.end          -
 *      3          reads vm_lock_seq                munmap writes it later
 *      4          changes vm_lock.count            a change
 *      5          writes vm_free_next: NULL again  -
 * ```
 */
import type { Step } from './verdict.ts';

type Access = NonNullable<Step['access']>;

/** Who reads and who writes a word. */
interface Word {
  readers: Set<number>;
  writers: Set<number>;
}

/**
 * For each step whether it belongs to the gist. What does not: a read of a word that no other thread of the schedule
 * writes, and a write that changes nothing, of a word that no other one touches. The first step of a thread that goes on
 * does, the last one of all, and what is more than an access.
 */
export function gist(steps: readonly Step[]): boolean[] {
  const words = wordsOf(steps);
  return steps.map(({ thread, access, notes }, i) => {
    if (!access || access.op.startsWith('futex') || notes?.length || i === steps.length - 1 || steps[i - 1]?.thread !== thread) return true;
    const { readers, writers } = words.get(access.address)!;
    if (hasOther(writers, thread)) return true;
    return access.op !== 'load' && (access.before !== access.after || hasOther(readers, thread));
  });
}

function wordsOf(steps: readonly Step[]): Map<Access['address'], Word> {
  const words = new Map<number, Word>();
  for (const { thread, access } of steps) {
    if (!access) continue;
    let word = words.get(access.address);
    if (!word) words.set(access.address, word = { readers: new Set(), writers: new Set() });
    (access.op === 'load' ? word.readers : word.writers).add(thread);
  }
  return words;
}

function hasOther(threads: ReadonlySet<number>, thread: number): boolean {
  return threads.size > (threads.has(thread) ? 1 : 0);
}
