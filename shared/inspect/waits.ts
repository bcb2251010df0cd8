/**
 * Which lock each thread waits for, how it is held, and by whom: by the words of a memory alone, so that it can be said when all is over.
 *
 * ```
 *   rw_semaphore     in its wait list: rwsem_waiter.task     the writer by `owner`; of readers only the last one to get in
 *   a VMA's readers  vma_writer_wait of the mm_struct        a count: not who they are
 *   a grace period   rcu_synchronize on the waiter's stack   whoever is in a section that began before it
 * ```
 */
import { eachLock } from './locks.ts';
import { chain } from './lists.ts';
import { lockName, vmaName } from './lock-name.ts';
import { offsetOf, type Memory, type Region } from './memory.ts';
import { sectionsOf } from './sections.ts';
import { ownerThread, semaphoreState } from './semaphore.ts';
import { vmaLock } from './vma-lock.ts';
import { queueOf, type Waiter } from './waiters.ts';

export interface LockWait {
  /** The thread's number. */
  thread: number;
  /** `vm_lock of VMA 0x1000–0x2000` */
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
export function waitsOf(memory: Memory, vmas: ReadonlyMap<number, number> = new Map()): LockWait[] {
  return [...forSemaphores(memory), ...forReaders(memory, vmas), ...forGracePeriods(memory)];
}

function forSemaphores(memory: Memory): LockWait[] {
  const found: LockWait[] = [];
  eachLock(memory, (kind, address) => {
    if (kind === 'rw_semaphore' && semaphoreState(memory.field(address, kind, 'count.counter')).waiters) found.push(...forSemaphore(memory, address));
  });
  return found;
}

function forSemaphore(memory: Memory, address: number): LockWait[] {
  const { writer, readers } = semaphoreState(memory.field(address, 'rw_semaphore', 'count.counter'));
  const held = writer ? 'write' : readers > 0 ? 'read' : null;
  const owner = memory.field(address, 'rw_semaphore', 'owner.counter');
  const named = ownerThread(owner);
  // READER_OWNED: the last one to get in, who may have left. A writer's name is the writer's, unless it is about to be set or cleared.
  const byReader = (owner & 1) !== 0;
  const holders = named !== null && held !== null && byReader === (held === 'read') ? [{ thread: named, sure: !byReader }] : [];
  const lock = lockName(memory, address, 'rw_semaphore');
  const object = objectOf(memory, address);
  const queue = queueOf(memory, address);
  return queue.flatMap(({ thread, wants }, place) => (thread === null ? [] : [{
    thread, lock, object, wants, held, holders,
    readers: held === 'read' ? readers : 0,
    state: held === 'write' ? 'held for write' : held === 'read' ? heldByReaders(readers) : 'free',
    behind: inTheWay(queue.slice(0, place), wants, held),
  }]));
}

/** Writers go one by one; a reader could share with readers, if no writer stood before it. */
function inTheWay(before: readonly Waiter[], wants: Waiter['wants'], held: LockWait['held']): number[] {
  if (held === 'write') return [];
  return before.flatMap((each) => (each.thread !== null && (wants === 'write' || each.wants === 'write') ? [each.thread] : []));
}

/** The VMA that a semaphore is the lock of, or whatever it lies in. */
function objectOf(memory: Memory, semaphore: number): number {
  const region = memory.at(semaphore);
  if (!region || region.global) return semaphore;
  const apart = memory.objects('vm_area_struct').find((vma) => memory.fieldOf(vma, 'vm_area_struct', 'vm_lock') === region.address);
  return (apart ?? region).address;
}

/** Writers of `v1-41of41` and `6.15-refcnt`, which have no semaphore in their VMAs: all wait at their address space. */
function forReaders(memory: Memory, vmas: ReadonlyMap<number, number>): LockWait[] {
  return memory.objects('mm_struct').flatMap((mm) => writersOf(memory, mm).map((thread): LockWait => {
    const candidates = memory.objects('vm_area_struct').filter((vma) => memory.fieldOf(vma, 'vm_area_struct', 'vm_mm') === mm.address && vmaLock(memory, vma).mayBeWaitedFor);
    const vma = candidates.find(({ address }) => address === vmas.get(thread)) ?? (candidates.length === 1 ? candidates[0] : undefined);
    const word = offsetOf(memory.structs, 'vm_area_struct', 'vm_refcnt') === undefined ? 'vm_lock' : 'vm_refcnt';
    const readers = vma ? Math.max(vmaLock(memory, vma).readers, 1) : 0;
    return {
      thread, wants: 'write', held: vma ? 'read' : null, readers, holders: [], behind: [],
      object: vma?.address ?? 0,
      lock: `${word} of ${vma ? vmaName(memory, vma) : 'a VMA'}`,
      state: vma ? heldByReaders(readers) : `${candidates.length} VMAs have readers`,
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
      thread, lock: 'a grace period', object: 0, wants: null, held: null, readers: 0, behind: [],
      state: sections.length === 0 ? 'no section holds it up' : `held up by ${counted(sections.length, 'RCU section')}`,
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
