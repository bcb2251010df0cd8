/** What an address space looks like from outside: its mappings and page tables, read out of the kernel's memory. */
import type { Kernel } from '../in-thread.ts';
import { readTree } from '../tree/tree-view.ts';

export const PAGE = 0x1000;
/** What one table of PTEs covers, and one table of each level above. */
export const PMD = 0x20000;
export const PUD = 0x400000;
export const PGDIR = 0x8000000;

const ENTRIES = 32;
const LEVELS = [PGDIR, PUD, PMD];

export interface Mapping {
  start: number;
  end: number;
  flags: number;
}

export interface PageTables {
  /** Page address → whether it may be written without a fault. */
  pages: Map<number, boolean>;
  /** `[first address, bytes covered]` of every table but the root, top down. */
  tables: [number, number][];
}

/** The VMAs in order of address; checks that each is stored in the tree at exactly its own range. */
export function mappings(kernel: Kernel, mm: number): Mapping[] {
  return readTree(kernel, kernel.field(mm, 'mm_struct', 'mm_mt.ma_root')).ranges.map(({ first, last, entry }) => {
    const field = (name: string) => kernel.field(entry, 'vm_area_struct', name);
    const [start, end] = [field('vm_start'), field('vm_end')];
    if (start !== first || end - 1 !== last) throw new Error(`the tree has ${hex(first)}-${hex(last)}, its VMA ${hex(start)}-${hex(end - 1)}`);
    if (field('vm_mm') !== mm) throw new Error(`the VMA at ${hex(start)} belongs to another address space`);
    if (field('vm_lock.count.counter') !== 0) throw new Error(`the VMA at ${hex(start)} is still locked`);
    return { start, end, flags: field('vm_flags') };
  });
}

export function pageTables(kernel: Kernel, mm: number): PageTables {
  const found: PageTables = { pages: new Map(), tables: [] };
  visit(kernel, kernel.field(mm, 'mm_struct', 'pgd'), 0, 0, found);
  return found;
}

function visit(kernel: Kernel, table: number, level: number, base: number, found: PageTables): void {
  for (let i = 0; i < ENTRIES; i++) {
    const size = LEVELS[level];
    if (size === undefined) {
      const page = kernel.field(table, 'pte_table', `pte[${i}].page`);
      const flags = kernel.field(table, 'pte_table', `pte[${i}].flags`);
      const address = base + i * PAGE;
      if (page === 0 && flags !== 0) throw new Error(`no page at ${hex(address)}, but flags ${flags}`);
      if (page === 0) continue;
      if (kernel.field(page, 'page', 'index') !== address / PAGE) throw new Error(`the frame at ${hex(address)} is another page's`);
      found.pages.set(address, (flags & 1) !== 0);
    } else {
      const next = kernel.field(table, 'pgtable', `slot[${i}]`);
      if (next === 0) continue;
      found.tables.push([base + i * size, size]);
      visit(kernel, next, level + 1, base + i * size, found);
    }
  }
}

/** The calls on one address space, with the results that they give. */
export const CALLS = `
let mm: mm_struct;
function start(): mm_struct { mm = mm_alloc(); return mm; }
function map(address: ulong, length: ulong, flags: ulong): int { return mmap(mm, address, length, flags); }
function unmap(address: ulong, length: ulong): int { return munmap(mm, address, length); }
function protect(address: ulong, length: ulong, flags: ulong): int { return mprotect(mm, address, length, flags); }
function drop(address: ulong, length: ulong): int { return madvise_dontneed(mm, address, length); }
function access(address: ulong, flags: ulong): int { return page_fault(mm, address, flags); }
function finish(): void { mmput(mm); }
`;

export const VM = { none: 0, read: 1, write: 2, exec: 4 };
export const FAULT_WRITE = 1;
export const SIGSEGV = 0x40;
export const OOM = 1;
export const ENOMEM = 12;
export const EEXIST = 17;
export const EFAULT = 14;
export const EINVAL = 22;

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
