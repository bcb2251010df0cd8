/*
 * An address space and its mappings. After include/linux/mm_types.h with patch 12/41 of the per-VMA lock series
 * (9 January 2023) applied. Addresses are 32 bits, sequence counters are `int` as in the patch. What the lock of a VMA consists of is
 * in vma_lock_types.ts.
 */

const VM_READ = 0x1;
const VM_WRITE = 0x2;
const VM_EXEC = 0x4;
/** What mprotect changes. */
const VM_ACCESS_FLAGS = VM_READ | VM_WRITE | VM_EXEC;
/** A stack: an access in the gap below it makes it grow (stack.ts). */
const VM_GROWSDOWN = 0x100;
/** Pages that are missing are somebody else's business (userfaultfd.ts). */
const VM_UFFD_MISSING = 0x200;
/** mlock: its pages stay. */
const VM_LOCKED = 0x2000;
/** fork leaves it out. */
const VM_DONTCOPY = 0x20000;

/** One mapping, [vm_start, vm_end). Its fields change only while it is write-locked, and are stable for whoever holds it for read. */
interface vm_area_struct {
  vm_start: ulong;
  vm_end: ulong;
  vm_mm: mm_struct;
  vm_flags: ulong;

  /** Made ready for anonymous pages, by the first fault that needs one (rmap.ts). NULL until then. */
  anon_vma: anon_vma;

  /** The next VMA that is unmapped, or freed, with it (unmap.ts). */
  vm_free_next: vm_area_struct;
  /** Where its pages come from, or NULL: anywhere. With CONFIG_NUMA (mempolicy.ts). */
  vm_policy: mempolicy;
  /** Who is told of missing pages, or NULL. With CONFIG_USERFAULTFD (userfaultfd.ts). */
  vm_userfaultfd_ctx: userfaultfd_ctx;
}

interface mm_struct {
  // Read by every fault, written by writers only.
  /** Mappings by address; read under RCU or mmap_lock, changed under mmap_lock (write). */
  mm_mt: Embedded<maple_tree>;
  /** Root of the page tables. */
  pgd: pgtable;
  /** Changed by the holder of mmap_lock (write) only: adding one drops the write locks of all VMAs. */
  mm_lock_seq: int;

  // Written by whoever takes mmap_lock; a line of its own keeps that away from faults under VMA locks.
  mmap_lock: CacheAligned<rw_semaphore>;
  /** Number of VMAs. */
  map_count: int;
  /** Mapped pages. */
  total_vm: ulong;
  /** Users of the address space; the last one's mmput tears it down. */
  mm_users: Embedded<atomic_t>;
  /** Link in the list of all address spaces. */
  mmlist: Embedded<list_head>;
  /** References to this struct, all users together being one; the last one's mmdrop frees it. */
  mm_count: Embedded<atomic_t>;
  /** The heap is [start_brk, brk) (brk.ts). */
  start_brk: ulong;
  brk: ulong;
  /** With CONFIG_ANON_VMA: a VMA gets its anon_vma under it (rmap.ts). */
  page_table_lock: Embedded<spinlock_t>;
}
