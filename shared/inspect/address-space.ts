/** Address spaces in a memory: their VMAs, who holds what of them. */
import { mmapLockHold, vmaHold, type Hold } from './holders.ts';
import { treeEntries } from './maple.ts';
import type { Memory, Region } from './memory.ts';
import { semaphoreState } from './semaphore.ts';
import type { Told } from './told.ts';
import { vmaLock } from './vma-lock.ts';

export interface Vma {
  name: string;
  address: number;
  start: number;
  end: number;
  flags: number;
  /** Its mark; 0 where VMAs have none. */
  lockSeq: number;
  /** Write-locked: its mark is its address space's sequence number. */
  lock: Hold;
  /** Given up: it is freed after a grace period, or kept to be used again. */
  detached: boolean;
}

export interface AddressSpace {
  name: string;
  address: number;
  lockSeq: number;
  mmapLock: Hold;
  /** Somebody is queued for it. */
  waiters: boolean;
  /** In the tree, by address. */
  vmas: Vma[];
  /** Not in the tree: given up, or on their way into it or out of it. By address. */
  outside: Vma[];
}

export function addressSpaces(memory: Memory, told: Told): AddressSpace[] {
  const trees = new Map<number, ReadonlySet<number> | null>();
  const spaces = memory.objects('mm_struct').map((mm): AddressSpace => {
    trees.set(mm.address, treeEntries(memory, mm));
    return {
      name: mm.name, address: mm.address, vmas: [], outside: [],
      lockSeq: memory.fieldOf(mm, 'mm_struct', 'mm_lock_seq'),
      mmapLock: mmapLockHold(memory, mm, told),
      waiters: semaphoreState(memory.fieldOf(mm, 'mm_struct', 'mmap_lock.count.counter')).waiters,
    };
  });
  const byAddress = new Map(spaces.map((space) => [space.address, space]));
  for (const region of memory.objects('vm_area_struct')) {
    const space = byAddress.get(memory.fieldOf(region, 'vm_area_struct', 'vm_mm'));
    const vma = space && vmaOf(memory, region, told);
    if (!vma) continue;
    // Recordings may have no tree: then its own flag is all there is.
    const tree = trees.get(space.address);
    const mapped = tree ? tree.has(vma.address) : !vma.detached;
    (mapped ? space.vmas : space.outside).push(vma);
  }
  for (const { vmas, outside } of spaces) for (const list of [vmas, outside]) list.sort((a, b) => a.start - b.start);
  return spaces;
}

/** Undefined of one that is still being filled in, or that was torn between two moments. */
function vmaOf(memory: Memory, region: Region, told: Told): Vma | undefined {
  const field = (path: string): number => memory.fieldOf(region, 'vm_area_struct', path);
  const [start, end] = [field('vm_start') >>> 0, field('vm_end') >>> 0];
  if (end <= start) return undefined;
  const lock = vmaLock(memory, region);
  return { name: region.name, address: region.address, start, end, flags: field('vm_flags'), lockSeq: lock.seq ?? 0, lock: vmaHold(memory, region, lock, told), detached: lock.detached };
}
