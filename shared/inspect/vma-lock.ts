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
  /** Of a semaphore: who holds it, as its owner word has it (rwsem_owner.ts); 0 where there is none. */
  owner: number;
  /** Set by a writer; null where VMAs have no marks. */
  seq: number | null;
  /** Given up: it is freed after a grace period, or kept to be used again. */
  detached: boolean;
}

const VMA = 'vm_area_struct';
/** Where a variant has its semaphore, from the VMA on. */
const SEMAPHORES = ['vm_lock.lock', 'vm_lock'];
/** Set in vm_refcnt while a writer shuts readers out. */
const VMA_LOCK_OFFSET = 0x40000000;

export function vmaLock(memory: Memory, vma: Region): VmaLock {
  const has = (path: string): boolean => offsetOf(memory.structs, VMA, path) !== undefined;
  const field = (path: string): number => memory.fieldOf(vma, VMA, path);
  const seq = has('vm_lock_seq') ? field('vm_lock_seq') : null;
  if (has('vm_refcnt.counter')) {
    const refcnt = field('vm_refcnt.counter');
    const mayBeWaitedFor = (refcnt & VMA_LOCK_OFFSET) !== 0;
    // Who waits though it is marked is detaching it: then nothing in the count stands for being attached.
    const detaching = mayBeWaitedFor && seq === memory.field(field('vm_mm'), 'mm_struct', 'mm_lock_seq');
    return { readers: Math.max((refcnt & (VMA_LOCK_OFFSET - 1)) - (detaching ? 0 : 1), 0), mayBeWaitedFor, owner: 0, seq, detached: refcnt === 0 };
  }
  const { readers, owner } = readersOf(memory, has, field);
  return { readers, mayBeWaitedFor: readers > 0, owner, seq, detached: field('detached') !== 0 };
}

function readersOf(memory: Memory, has: (path: string) => boolean, field: (path: string) => number): Pick<VmaLock, 'readers' | 'owner'> {
  // Its count is the readers', or a writer's -1.
  if (lockCount(memory) === 'vm_lock') return { readers: Math.max(field('vm_lock.count.counter'), 0), owner: 0 };
  const within = SEMAPHORES.find((path) => has(`${path}.count.counter`));
  const word = (name: string): number => (within === undefined ? memory.field(field('vm_lock'), 'vma_lock', `lock.${name}`) : field(`${within}.${name}`));
  return { readers: semaphoreState(word('count.counter')).readers, owner: word('owner.counter') };
}

/** The field that is the lock where that is a count, with its struct; null where it is a semaphore, or there is none. */
export function lockCount(memory: Memory): 'vm_refcnt' | 'vm_lock' | null {
  const has = (path: string): boolean => offsetOf(memory.structs, VMA, path) !== undefined;
  if (has('vm_refcnt.counter')) return 'vm_refcnt';
  return has('vm_lock.count.counter') && !has('vm_lock.owner.counter') ? 'vm_lock' : null;
}

/** Of the word of such a lock. */
export function lockCountText(memory: Memory, value: number): string {
  return lockCount(memory) === 'vm_refcnt' ? refcountText(value) : countOfReadersText(value);
}

/** `2 readers`, of a count that is negative while a writer is in. */
export function countOfReadersText(count: number): string {
  if (count < 0) return 'a writer';
  return count === 0 ? 'free' : `${count} ${count === 1 ? 'reader' : 'readers'}`;
}

/** `attached, 2 readers`, of vm_refcnt. */
export function refcountText(refcnt: number): string {
  if (refcnt === 0) return 'detached';
  const readers = refcnt & (VMA_LOCK_OFFSET - 1);
  const excludes = (refcnt & VMA_LOCK_OFFSET) !== 0;
  const more = readers > 1 ? `, ${readers - 1} ${readers === 2 ? 'reader' : 'readers'}` : '';
  return `${readers > 0 ? 'attached' : 'detached'}${more}${excludes ? ', a writer shuts readers out' : ''}`;
}
