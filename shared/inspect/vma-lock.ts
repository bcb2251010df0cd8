/**
 * The lock of a VMA in words, whichever variant's it is (docs/variants): the program's structs say.
 *
 * ```
 *   vm_lock: Embedded<rw_semaphore>               as posted           vm_lock: vma_lock, Embedded<vma_lock>   a semaphore in it, 6.4 to 6.14
 *   vm_lock: Embedded<vma_lock>, its count        41/41               vm_refcnt                               6.15
 * ```
 */
import { offsetOf, type Memory, type Region } from './memory.ts';
import { semaphoreState } from './semaphore.ts';

export interface VmaLock {
  readers: number;
  /** A writer may be waiting for them to leave. */
  mayBeWaitedFor: boolean;
  /** Set by a writer; null where VMAs have no marks. */
  seq: number | null;
  /** Taken out of the tree for good. */
  detached: boolean;
}

const VMA = 'vm_area_struct';
/** Where a variant has its semaphore, from the VMA on. */
const SEMAPHORES = ['vm_lock.lock.count.counter', 'vm_lock.count.counter'];
/** Set in vm_refcnt while a writer shuts readers out. */
const VMA_LOCK_OFFSET = 0x40000000;

export function vmaLock(memory: Memory, vma: Region): VmaLock {
  const has = (path: string): boolean => offsetOf(memory.structs, VMA, path) !== undefined;
  const field = (path: string): number => memory.fieldOf(vma, VMA, path);
  const seq = has('vm_lock_seq') ? field('vm_lock_seq') : null;
  if (has('vm_refcnt.counter')) {
    const refcnt = field('vm_refcnt.counter');
    return { readers: Math.max((refcnt & (VMA_LOCK_OFFSET - 1)) - 1, 0), mayBeWaitedFor: (refcnt & VMA_LOCK_OFFSET) !== 0, seq, detached: refcnt === 0 };
  }
  const readers = readersOf(memory, vma, has, field);
  return { readers, mayBeWaitedFor: readers > 0, seq, detached: field('detached') !== 0 };
}

function readersOf(memory: Memory, vma: Region, has: (path: string) => boolean, field: (path: string) => number): number {
  // Its count is the readers', or a writer's -1.
  if (has('vm_lock.count.counter') && !has('vm_lock.owner.counter')) return Math.max(field('vm_lock.count.counter'), 0);
  const within = SEMAPHORES.find(has);
  const count = within === undefined ? memory.field(field('vm_lock'), 'vma_lock', 'lock.count.counter') : field(within);
  return semaphoreState(count).readers;
}

/** `attached, 2 readers`, of vm_refcnt. */
export function refcountText(refcnt: number): string {
  if (refcnt === 0) return 'detached';
  const readers = refcnt & (VMA_LOCK_OFFSET - 1);
  const excludes = (refcnt & VMA_LOCK_OFFSET) !== 0;
  const more = readers > 1 ? `, ${readers - 1} ${readers === 2 ? 'reader' : 'readers'}` : '';
  return `${readers > 0 ? 'attached' : 'detached'}${more}${excludes ? ', a writer shuts readers out' : ''}`;
}
