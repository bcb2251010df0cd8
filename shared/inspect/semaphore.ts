/** The words of an rw_semaphore (shared/kernel/rwsem.ts, rwsem_owner.ts) in words. */

export interface SemaphoreState {
  readers: number;
  writer: boolean;
  /** Somebody is queued. */
  waiters: boolean;
  /** The first in line has waited too long: nobody else may take it. */
  handoff: boolean;
}

export function semaphoreState(count: number): SemaphoreState {
  // Readers from bit 8 on; bit 31 says that there are too many of them.
  return { readers: (count & 0x7fffffff) >>> 8, writer: (count & 1) !== 0, waiters: (count & 2) !== 0, handoff: (count & 4) !== 0 };
}

/** `1 reader, WAITERS` */
export function countText(count: number): string {
  const { readers, writer, waiters, handoff } = semaphoreState(count);
  const parts = [
    writer ? 'WRITER_LOCKED' : null,
    readers > 0 ? `${readers} ${readers === 1 ? 'reader' : 'readers'}` : null,
    waiters ? 'WAITERS' : null,
    handoff ? 'HANDOFF' : null,
    count < 0 ? 'READFAIL' : null,
  ];
  return parts.filter((part) => part !== null).join(', ') || 'free';
}

/** The number of the thread that an owner word names, or null. */
export function ownerThread(owner: number): number | null {
  return owner >>> 2 === 0 ? null : (owner >>> 2) - 1;
}

/** Readers leave their name behind: it says no more than who was the last to get in. */
export function ownerText(owner: number, thread: (number: number) => string): string {
  const of = ownerThread(owner);
  const flags = `${owner & 1 ? ', READER_OWNED' : ''}${owner & 2 ? ', NONSPINNABLE' : ''}`;
  if (of === null) return `nobody${flags}`;
  return `${owner & 1 ? 'last reader ' : ''}${thread(of)}${flags}`;
}
