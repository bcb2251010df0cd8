/** What each thread holds, as far as that is known: the locks whose holder it is for sure, and its RCU section. */
import type { LockState } from './locks.ts';
import type { Memory } from './memory.ts';
import { sectionsOf } from './sections.ts';

export interface Holding {
  thread: string;
  /** `vm_lock of VMA 0x1000–0x2000 for read`, `mmap_lock for write`, `RCU: in a section …` */
  holds: string[];
}

/** Of a thread; a writer may have marked every VMA that there is. */
const MOST = 8;

/** Threads that hold something, by their number. `locks`: all of them. */
export function holdingsOf(memory: Memory, locks: readonly LockState[]): Holding[] {
  const byThread = memory.program.threads.map((): string[] => []);
  for (const { name, kind, held, holders } of locks) {
    if (kind === 'grace period') continue;
    for (const { thread, sure } of holders) if (sure) byThread[thread]?.push(`${name} for ${held}`);
  }
  const sections = sectionsOf(memory);
  return byThread.flatMap((all, thread) => {
    const inSection = sections.filter((section) => section.thread === thread).map(({ text }) => `RCU: ${text}`);
    const holds = [...all.slice(0, MOST), ...(all.length > MOST ? [`${all.length - MOST} more`] : []), ...inSection];
    return holds.length > 0 ? [{ thread: memory.threadName(thread), holds }] : [];
  });
}
