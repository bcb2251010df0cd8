/** Locks by the kernel's names for them, and what they are the locks of: `mmap_lock`, `vm_lock of VMA 0x1000–0x2000`, `rwsem of anon_vma #0`. */
import { hex } from '../dialect/value-text.ts';
import { isA, type Memory, type Region } from './memory.ts';
import { lockCount } from './vma-lock.ts';

/** Of the semaphore or spin lock at an address. */
export function lockName(memory: Memory, address: number, struct: 'rw_semaphore' | 'spinlock_t'): string {
  const region = memory.at(address);
  const whole = memory.nameOf(address, struct);
  if (!region || whole === undefined) return `${struct} at ${hex(address)}`;
  if (region.global) return whole;
  const field = whole.slice(region.name.length + 1);
  if (isA(region, 'mm_struct')) return field + ofMm(memory, region.address);
  const vma = vmaOfLock(memory, region);
  if (!vma) return `${field} of ${region.name}`;
  return `${vma === region ? field.split('.')[0] : 'vm_lock'} of ${vmaName(memory, vma)}`;
}

/** Of a lock that is a count of its VMA; `vma` is undefined where it is not known which. */
export function countedName(memory: Memory, vma: Region | undefined): string {
  return `${lockCount(memory)} of ${vma ? vmaName(memory, vma) : 'a VMA'}`;
}

/** The VMA whose lock lies in a region: the region itself, or where locks lie apart from their VMAs, the one that points to it (docs/variants/6.4-6.13.md). */
export function vmaOfLock(memory: Memory, region: Region): Region | undefined {
  if (isA(region, 'vm_area_struct')) return region;
  if (!isA(region, 'vma_lock')) return undefined;
  let found = apart.get(memory);
  if (!found) apart.set(memory, (found = new Map(memory.objects('vm_area_struct').map((vma) => [memory.fieldOf(vma, 'vm_area_struct', 'vm_lock'), vma]))));
  return found.get(region.address);
}
const apart = new WeakMap<Memory, ReadonlyMap<number, Region>>();

/** By its range, which people know it by. */
function vmaName(memory: Memory, vma: Region): string {
  const field = (name: string): number => memory.fieldOf(vma, 'vm_area_struct', name);
  return `VMA ${hex(field('vm_start'))}–${hex(field('vm_end'))}${ofMm(memory, field('vm_mm'))}`;
}

/** Which address space, where there are several. */
function ofMm(memory: Memory, mm: number): string {
  const all = memory.objects('mm_struct');
  return all.length > 1 ? ` of ${all.find(({ address }) => address === mm)?.name ?? 'no mm_struct'}` : '';
}
