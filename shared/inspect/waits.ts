/**
 * Which lock each thread waits for, how it is held, and by whom: by the words of a memory, so that it can be said when all is over.
 *
 * ```
 *   rw_semaphore     in its wait list: rwsem_waiter.task     the writer by `owner`; of readers the last one to get in, or those that `told` knows
 *   a VMA's readers  vma_writer_wait of the mm_struct        a count: not who they are
 *   a grace period   rcu_synchronize on the waiter's stack   whoever is in a section that began before it
 * ```
 */
import { eachLock } from './each-lock.ts';
import { semaphoreHold } from './holders.ts';
import { chain } from './lists.ts';
import { countedName, lockName, vmaOfLock } from './lock-name.ts';
import { isA, type Memory, type Region } from './memory.ts';
import { sectionsOf } from './sections.ts';
import type { Told } from './told.ts';
import { vmaLock } from './vma-lock.ts';
import { queueOf, type Waiter } from './waiters.ts';

export const GRACE_PERIOD = 'a grace period';

export interface LockWait {
  /** The thread's number. */
  thread: number;
  /** `vm_lock of VMA 0x1000–0x2000`, or GRACE_PERIOD */
  lock: string;
  /** What the lock is in: the address of an mm_struct, a VMA or another object; 0 of what has none. */
  object: number;
  /** Null of what is not locked. */
  wants: 'read' | 'write' | null;
  /** How it is held. */
  held: 'read' | 'write' | null;
  /** How it is held, in words: `held by 2 readers`. */
  state: string;
  /** Readers that are in; 0 unless it is held for read. */
  readers: number;
  /** Who holds it, as far as the memory says. */
  holders: { thread: number; sure: boolean }[];
  /** Who stands before it in line, where that keeps it waiting. */
  behind: number[];
}

/** `vmas`: the VMA whose readers a thread waits for, where that is known from elsewhere; by the thread's number. */
export function waitsOf(memory: Memory, vmas: ReadonlyMap<number, number> = new Map(), told: Told | null = null): LockWait[] {
  return [...forSemaphores(memory, told), ...forReaders(memory, vmas), ...forGracePeriods(memory)];
}

function forSemaphores(memory: Memory, told: Told | null): LockWait[] {
  const found: LockWait[] = [];
  eachLock(memory, (kind, address) => {
    // By its list: where WAITERS is missing, that is why they are not woken.
    if (kind === 'rw_semaphore' && queueOf(memory, address).length > 0) found.push(...forSemaphore(memory, address, told));
  });
  return found;
}

function forSemaphore(memory: Memory, address: number, told: Told | null): LockWait[] {
  const lock = lockName(memory, address, 'rw_semaphore');
  const object = objectOf(memory, address);
  const { held, count, holders } = semaphoreHold(memory, address, told ? readersOf(memory, address, told) : []);
  const queue = queueOf(memory, address);
  return queue.flatMap(({ thread, wants }, place) => (thread === null ? [] : [{
    thread, lock, object, wants, held, holders,
    readers: held === 'read' ? count : 0,
    state: held === 'write' ? 'held for write' : held === 'read' ? heldByReaders(count) : 'free',
    behind: inTheWay(queue.slice(0, place), wants, held),
  }]));
}

/** Writers go one by one; a reader could share with readers, if no writer stood before it. */
function inTheWay(before: readonly Waiter[], wants: Waiter['wants'], held: LockWait['held']): number[] {
  if (held === 'write') return [];
  return before.flatMap((each) => (each.thread !== null && (wants === 'write' || each.wants === 'write') ? [each.thread] : []));
}

/** Who has taken it for read. */
function readersOf(memory: Memory, semaphore: number, told: Told): number[] {
  const region = memory.at(semaphore);
  if (!region) return [];
  // Of an address space's semaphores there is but one.
  if (isA(region, 'mm_struct')) return told.by('mmap_lock.read', region.address);
  const vma = vmaOfLock(memory, region);
  return vma ? told.by('vma_lock.read', vma.address) : [];
}

/** The VMA that a semaphore is the lock of, or whatever it lies in. */
function objectOf(memory: Memory, semaphore: number): number {
  const region = memory.at(semaphore);
  if (!region || region.global) return semaphore;
  return (vmaOfLock(memory, region) ?? region).address;
}

/** Writers of `v1-41of41` and `6.15-refcnt`, which have no semaphore in their VMAs: all wait at their address space. */
function forReaders(memory: Memory, vmas: ReadonlyMap<number, number>): LockWait[] {
  return memory.objects('mm_struct').flatMap((mm) => writersOf(memory, mm).map((thread): LockWait => {
    const candidates = memory.objects('vm_area_struct').filter((vma) => memory.fieldOf(vma, 'vm_area_struct', 'vm_mm') === mm.address && vmaLock(memory, vma).mayBeWaitedFor);
    const vma = candidates.find(({ address }) => address === vmas.get(thread)) ?? (candidates.length === 1 ? candidates[0] : undefined);
    const readers = vma ? vmaLock(memory, vma).readers : 0;
    // With none left, the writer was not woken.
    const held = readers > 0 || (!vma && candidates.length > 0);
    return {
      thread, wants: 'write', held: held ? 'read' : null, readers, holders: [], behind: [],
      object: vma?.address ?? 0,
      lock: countedName(memory, vma),
      state: !held ? 'free' : vma ? heldByReaders(readers) : `${candidates.length} VMAs have readers`,
    };
  }));
}

function writersOf(memory: Memory, mm: Region): number[] {
  const first = memory.fieldOf(mm, 'mm_struct', 'vma_writer_wait.first');
  const tasks = [memory.fieldOf(mm, 'mm_struct', 'vma_writer_wait.task'), ...chain(memory, first, 'wait_queue_entry', 'next').map((entry) => memory.field(entry, 'wait_queue_entry', 'task'))];
  return tasks.flatMap((task) => memory.threadNumber(task) ?? []);
}

function forGracePeriods(memory: Memory): LockWait[] {
  const rcu = memory.global('rcu_state');
  if (!rcu) return [];
  const period = memory.field(rcu.address, 'rcu_state', 'gp_ctr');
  return memory.objects('rcu_synchronize').flatMap(({ address }): LockWait[] => {
    const thread = memory.threadNumber(memory.field(address, 'rcu_synchronize', 'completion.task'));
    if (thread === null || memory.field(address, 'rcu_synchronize', 'completion.done') !== 0) return [];
    const sections = sectionsOf(memory).filter(({ ctr }) => ctr - period <= 0);
    return [{
      thread, lock: GRACE_PERIOD, object: 0, wants: null, held: null, readers: 0, behind: [],
      state: `held up by ${sections.length === 0 ? 'no RCU section' : counted(sections.length, 'RCU section')}`,
      holders: sections.map((section) => ({ thread: section.thread, sure: true })),
    }];
  });
}

function heldByReaders(readers: number): string {
  return `held by ${counted(readers, 'reader')}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
