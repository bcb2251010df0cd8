/** Who holds a lock: by its words as far as they say, and by what the threads have done. */
import { offsetOf, type Memory, type Region } from './memory.ts';
import { ownerThread, semaphoreState } from './semaphore.ts';
import type { Told } from './told.ts';
import type { VmaLock } from './vma-lock.ts';

export interface Holder {
  /** The thread's number. */
  thread: number;
  /** False: of readers the last to get in, as the semaphore has it; it may have left. */
  sure: boolean;
}

export interface Hold {
  held: 'read' | 'write' | null;
  /** How many hold it. */
  count: number;
  /** Those that are known. */
  holders: Holder[];
}

/** Of a semaphore, by its words; `readers`: who is known to hold it for read. */
export function semaphoreHold(memory: Memory, address: number, readers: readonly number[] = []): Hold {
  const state = semaphoreState(memory.field(address, 'rw_semaphore', 'count.counter'));
  const owner = memory.field(address, 'rw_semaphore', 'owner.counter');
  const named = ownerThread(owner);
  // READER_OWNED: the last one to get in, who may have left. A writer's name is the writer's, unless it is about to be set or cleared.
  const byReader = (owner & 1) !== 0;
  if (state.writer) return { held: 'write', count: 1, holders: named !== null && !byReader ? [{ thread: named, sure: true }] : [] };
  return readHold(state.readers, readers, byReader ? named : null);
}

/** `last`: the last reader to get in, or null. */
function readHold(count: number, known: readonly number[], last: number | null): Hold {
  if (count === 0) return { held: null, count, holders: [] };
  // More than there are: what is known is not of this moment.
  const sure = known.length > count ? [] : known;
  const holders = sure.map((thread) => ({ thread, sure: true }));
  if (last !== null && sure.length < count && !sure.includes(last)) holders.push({ thread: last, sure: false });
  return { held: 'read', count, holders };
}

export function mmapLockHold(memory: Memory, mm: Region, told: Told): Hold {
  const hold = semaphoreHold(memory, mmapLock(memory, mm), told.by('mmap_lock.read', mm.address));
  if (hold.held !== 'write' || hold.holders.length > 0) return hold;
  return { ...hold, holders: told.by('mmap_lock.write', mm.address).slice(0, 1).map((thread) => ({ thread, sure: true })) };
}

/** Of a VMA. A mark is whoever's who holds mmap_lock for write: nobody else sets one, and it ends with that. */
export function vmaHold(memory: Memory, vma: Region, { readers, owner, seq }: VmaLock, told: Told): Hold {
  const mm = memory.at(memory.fieldOf(vma, 'vm_area_struct', 'vm_mm'));
  if (mm && seq !== null && seq === memory.fieldOf(mm, 'mm_struct', 'mm_lock_seq')) {
    const writer = mmapLockHold(memory, mm, told);
    return { held: 'write', count: 1, holders: writer.held === 'write' ? writer.holders : [] };
  }
  return readHold(readers, told.by('vma_lock.read', vma.address), (owner & 1) !== 0 ? ownerThread(owner) : null);
}

/** `munmap`; `fault/0, fault/1, 1 more`; `not known (last in: fault/0)`. Empty: nobody holds it. */
export function holdText(memory: Memory, { held, count, holders }: Hold): string {
  if (held === 'write' && holders.length === 0) return 'not known';
  const sure = holders.filter((each) => each.sure).map(({ thread }) => memory.threadName(thread));
  const last = holders.find((each) => !each.sure);
  const others = count - sure.length;
  if (others <= 0) return sure.join(', ');
  return [...sure, `${sure.length > 0 ? `${others} more` : 'not known'}${last ? ` (last in: ${memory.threadName(last.thread)})` : ''}`].join(', ');
}

function mmapLock(memory: Memory, mm: Region): number {
  return mm.address + (offsetOf(memory.structs, 'mm_struct', 'mmap_lock') ?? 0);
}
