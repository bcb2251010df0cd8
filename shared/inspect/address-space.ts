/** Address spaces in a memory: their VMAs, who holds what of them. */
import type { Memory } from './memory.ts';
import { semaphoreState, type SemaphoreState } from './semaphore.ts';
import { vmaLock } from './vma-lock.ts';

export interface Vma {
  name: string;
  address: number;
  start: number;
  end: number;
  flags: number;
  /** Its mark; 0 where VMAs have none. */
  lockSeq: number;
  /** The mark is its address space's sequence number: a writer holds it. */
  writeLocked: boolean;
  lock: { readers: number };
}

export interface AddressSpace {
  name: string;
  address: number;
  lockSeq: number;
  mmapLock: SemaphoreState;
  /** In the tree, by address. */
  vmas: Vma[];
  /** Erased from the tree, waiting for a grace period before they are freed. */
  detached: Vma[];
}

export function addressSpaces(memory: Memory): AddressSpace[] {
  const spaces = memory.objects('mm_struct').map((mm): AddressSpace => ({
    name: mm.name, address: mm.address, vmas: [], detached: [],
    lockSeq: memory.fieldOf(mm, 'mm_struct', 'mm_lock_seq'),
    mmapLock: semaphoreState(memory.fieldOf(mm, 'mm_struct', 'mmap_lock.count.counter')),
  }));
  const byAddress = new Map(spaces.map((space) => [space.address, space]));
  for (const region of memory.objects('vm_area_struct')) {
    const { name, address } = region;
    const field = (path: string): number => memory.fieldOf(region, 'vm_area_struct', path);
    const space = byAddress.get(field('vm_mm'));
    const start = field('vm_start') >>> 0;
    const end = field('vm_end') >>> 0;
    // Still being filled in, or torn between two moments.
    if (!space || end <= start) continue;
    const { readers, seq, detached } = vmaLock(memory, region);
    const vma: Vma = { name, address, start, end, flags: field('vm_flags'), lockSeq: seq ?? 0, writeLocked: seq === space.lockSeq, lock: { readers } };
    (detached ? space.detached : space.vmas).push(vma);
  }
  for (const space of spaces) space.vmas.sort((a, b) => a.start - b.start);
  return spaces;
}
