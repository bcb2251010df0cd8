/** Locks by the kernel's names for them, and what they are the locks of: `mmap_lock`, `vm_lock of VMA 0x1000–0x2000`, `rwsem of anon_vma #0`. */
import { hex } from '../dialect/value-text.ts';
import type { Memory, Region } from './memory.ts';

/** Of the semaphore or spin lock at an address. */
export function lockName(memory: Memory, address: number, struct: 'rw_semaphore' | 'spinlock_t'): string {
  const region = memory.at(address);
  const whole = memory.nameOf(address, struct);
  if (!region || whole === undefined) return `${struct} at ${hex(address)}`;
  if (region.global) return whole;
  const field = whole.slice(region.name.length + 1);
  if (isA(region, 'mm_struct')) return field + ofMm(memory, region.address);
  if (isA(region, 'vm_area_struct')) return `${field.split('.')[0]} of ${vmaName(memory, region)}`;
  // Where it lies apart from its VMA (docs/variants/6.4-6.13.md).
  const vma = isA(region, 'vma_lock') ? memory.objects('vm_area_struct').find((each) => memory.fieldOf(each, 'vm_area_struct', 'vm_lock') === region.address) : undefined;
  return vma ? `vm_lock of ${vmaName(memory, vma)}` : `${field} of ${region.name}`;
}

/** By its range, which people know it by. */
export function vmaName(memory: Memory, vma: Region): string {
  const field = (name: string): number => memory.fieldOf(vma, 'vm_area_struct', name);
  return `VMA ${hex(field('vm_start'))}–${hex(field('vm_end'))}${ofMm(memory, field('vm_mm'))}`;
}

/** Which address space, where there are several. */
function ofMm(memory: Memory, mm: number): string {
  const all = memory.objects('mm_struct');
  return all.length > 1 ? ` of ${all.find(({ address }) => address === mm)?.name ?? 'no mm_struct'}` : '';
}

function isA({ type }: Region, struct: string): boolean {
  return type.kind === 'embedded' && type.struct === struct;
}
