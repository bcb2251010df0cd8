/**
 * Every lock of a state: what its word says, who holds it, who waits.
 *
 * ```
 *   rw_semaphore    mmap_lock; vm_lock of a VMA, to which its mark belongs; others
 *   spinlock_t      a word that names nobody
 *   a count         vm_refcnt or vm_lock of a VMA, in the variants where that is no semaphore
 *   grace period    held up by RCU sections; only where somebody waits for one
 * ```
 */
import { eachLock } from './each-lock.ts';
import { mmapLockHold, semaphoreHold, vmaHold, type Hold } from './holders.ts';
import { countedName, lockName, vmaOfLock } from './lock-name.ts';
import { isA, type Memory, type Region } from './memory.ts';
import { countText } from './semaphore.ts';
import type { Told } from './told.ts';
import { lockCount, lockCountText, vmaLock } from './vma-lock.ts';
import { waitersOf } from './waiters.ts';
import { GRACE_PERIOD, waitsOf, type LockWait } from './waits.ts';

export interface LockState extends Hold {
  /** `mmap_lock`, `vm_lock of VMA 0x1000–0x2000`, `a grace period` */
  name: string;
  /** `mm_struct #0.mmap_lock`; empty of what lies nowhere. */
  place: string;
  kind: 'rw_semaphore' | 'spinlock_t' | 'count' | 'grace period';
  /** The word in words. */
  text: string;
  /** First come first: `munmap (write)`. */
  waiters: string[];
}

const order = new Intl.Collator('en', { numeric: true });

/** Those that are held or waited for first, then by name. */
export function locksOf(memory: Memory, told: Told): LockState[] {
  const found: LockState[] = [];
  eachLock(memory, (kind, address) => found.push(kind === 'rw_semaphore' ? semaphore(memory, address, told) : spinlock(memory, address)));
  const waits = waitsOf(memory, told.waitedFor);
  if (lockCount(memory)) for (const vma of memory.objects('vm_area_struct')) found.push(counted(memory, vma, told, waits));
  found.push(...elsewhere(memory, waits));
  const weight = ({ held, waiters }: LockState): number => (waiters.length > 0 ? 0 : held ? 1 : 2);
  return found.sort((a, b) => weight(a) - weight(b) || order.compare(a.name, b.name));
}

function semaphore(memory: Memory, address: number, told: Told): LockState {
  const region = memory.at(address)!;
  const vma = vmaOfLock(memory, region);
  const name = lockName(memory, address, 'rw_semaphore');
  const text = countText(memory.field(address, 'rw_semaphore', 'count.counter'));
  const word: Pick<LockState, 'name' | 'place' | 'kind' | 'waiters'> = { name, place: memory.nameOf(address, 'rw_semaphore') ?? '', kind: 'rw_semaphore', waiters: waitersOf(memory, address) };
  if (vma) return { ...word, ...withMark(text, 'free', vmaHold(memory, vma, vmaLock(memory, vma), told)) };
  // Of an address space's semaphores there is but one.
  return { ...word, text, ...(isA(region, 'mm_struct') ? mmapLockHold(memory, region, told) : semaphoreHold(memory, address)) };
}

function spinlock(memory: Memory, address: number): LockState {
  const held = memory.word(address) !== 0;
  return {
    name: lockName(memory, address, 'spinlock_t'), place: memory.nameOf(address, 'spinlock_t') ?? '', kind: 'spinlock_t',
    held: held ? 'write' : null, count: Number(held), holders: [], text: held ? 'held' : 'free', waiters: [],
  };
}

function counted(memory: Memory, vma: Region, told: Told, waits: readonly LockWait[]): LockState {
  const field = lockCount(memory)!;
  const value = memory.fieldOf(vma, 'vm_area_struct', field === 'vm_refcnt' ? 'vm_refcnt.counter' : 'vm_lock.count.counter');
  return {
    name: countedName(memory, vma), place: `${vma.name}.${field}`, kind: 'count',
    waiters: waits.filter(({ object }) => object === vma.address).map((wait) => waiter(memory, wait)),
    ...withMark(lockCountText(memory, value), field === 'vm_refcnt' ? 'attached' : 'free', vmaHold(memory, vma, vmaLock(memory, vma), told)),
  };
}

/** `idle`: what the word says while nobody is in. A writer of count -1 is about to set its mark. */
function withMark(text: string, idle: string, hold: Hold): Hold & { text: string } {
  if (hold.held !== 'write') return { ...hold, text };
  return { ...hold, text: text === idle ? 'write-locked' : `write-locked; ${text}` };
}

/** What is waited for, and is no word: a grace period; readers of a VMA, where it is not known which. */
function elsewhere(memory: Memory, waits: readonly LockWait[]): LockState[] {
  const of = (name: string, kind: LockState['kind'], all: readonly LockWait[]): LockState[] => all.slice(0, 1).map(({ state, held, holders }) => ({
    name, place: '', kind, held: holders.length > 0 ? 'read' : held, count: holders.length, holders, text: state, waiters: all.map((wait) => waiter(memory, wait)),
  }));
  const periods = waits.filter(({ lock }) => lock === GRACE_PERIOD);
  const anywhere = waits.filter((wait) => wait.object === 0 && wait.lock !== GRACE_PERIOD);
  return [...of(GRACE_PERIOD, 'grace period', periods), ...anywhere.flatMap((wait) => of(wait.lock, 'count', [wait]))];
}

function waiter(memory: Memory, { thread, wants }: LockWait): string {
  return `${memory.threadName(thread)}${wants === null ? '' : ` (${wants})`}`;
}
