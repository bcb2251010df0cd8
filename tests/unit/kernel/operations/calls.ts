/** The kernel with everything switched on that operations may concern, and their calls: one thread, one address space and its child. */
import { runKernel, type Kernel } from '../in-thread.ts';

const CALLS = `
let mm: mm_struct;
let child: mm_struct;
let ctx: userfaultfd_ctx;
let the_line: Embedded<maps_line>;
function space(of_child: boolean): mm_struct { return of_child ? child : mm; }
function start(): mm_struct {
  mm = mm_alloc();
  ctx = userfaultfd_ctx_alloc();
  return mm;
}
function finish(): void { mmput(mm); userfaultfd_ctx_put(ctx); }
function map(address: ulong, length: ulong, flags: ulong): int { return mmap(mm, address, length, flags); }
function unmap(address: ulong, length: ulong): int { return munmap(mm, address, length); }
function protect(address: ulong, length: ulong, flags: ulong): int { return mprotect(mm, address, length, flags); }
function fault(address: ulong, flags: ulong): int { return page_fault(mm, address, flags); }
function access(of_child: boolean, address: ulong, flags: ulong): int { return user_access(space(of_child), address, flags); }
function cached_access(address: ulong, flags: ulong): boolean { return tlb_access(mm, address, flags); }
function frame(of_child: boolean, address: ulong): page {
  const table = pte_table_lookup(space(of_child), address);
  return table !== NULL ? pte_offset(table, address).page : NULL;
}
function vma_at(of_child: boolean, address: ulong): vm_area_struct { return vma_lookup(space(of_child), address); }
function begin_heap(address: ulong): void { set_brk(mm, address); }
function heap(end: ulong): int { return brk(mm, end); }
function move(address: ulong, old_length: ulong, new_length: ulong, flags: ulong, to: ulong): int { return mremap(mm, address, old_length, new_length, flags, to); }
function forked(): mm_struct { child = fork(mm); return child; }
function exit_child(): void { mmput(child); }
function grab(of_child: boolean): void { mmgrab(space(of_child)); }
function drop(of_child: boolean): void { mmdrop(space(of_child)); }
function get_if_used(of_child: boolean): boolean { return mmget_not_zero(space(of_child)); }
function dontfork(address: ulong, length: ulong, on: boolean): int { return madvise_dontfork(mm, address, length, on); }
function lock_pages(address: ulong, length: ulong): int { return mlock(mm, address, length); }
function unlock_pages(address: ulong, length: ulong): int { return munlock(mm, address, length); }
function dontneed(address: ulong, length: ulong): int { return madvise_dontneed(mm, address, length); }
function bind(address: ulong, length: ulong, node: int): int { return mbind(mm, address, length, node); }
function register(address: ulong, length: ulong, on: boolean): int { return userfaultfd_register(mm, on ? ctx : NULL, address, length); }
function collapse(address: ulong): int { return collapse_huge_page(mm, address); }
function next_map(address: ulong): boolean { return read_next_map(mm, address, the_line); }
function line_start(): ulong { return the_line.start; }
function line_end(): ulong { return the_line.end; }
function all_locked(): int {
  mmap_write_lock(mm);
  mm_take_all_locks(mm);
  let marked = 0;
  for (let vma = find_vma(mm, 0); vma !== NULL; vma = find_vma(mm, vma.vm_end)) if (vma.vm_lock_seq === mm.mm_lock_seq) marked++;
  mm_drop_all_locks(mm);
  mmap_write_unlock(mm);
  return marked;
}
`;

export const A = 0x100000;
export const RW = 3;
export const READ = 1;
export const WRITE = 1;
export const GROWSDOWN = 0x100;
export const SIGBUS = 2;
/** To the end: what is then still allocated is a leak. */
const EVERYTHING = { TLB: true, LOCK_MM_AND_FIND_VMA: true, ANON_VMA: true, NUMA: true, USERFAULTFD: true, VMA_FREE_BATCH: 0 };

export function operations(more = ''): Kernel {
  return runKernel(CALLS + more, { config: EVERYTHING });
}

/** Ends the parent's address space, and says what is left then: nothing. */
export function leftAtTheEnd(run: Kernel): Record<string, number> {
  run.call('finish');
  run.call('drain_rcu');
  return run.objects();
}
