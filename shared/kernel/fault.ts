/**
 * Page faults: first under the lock of the one VMA, and when that is refused, under mmap_lock.
 *
 * ```
 *   page_fault ── lock_vma_under_rcu ──► handle_mm_fault ──────────────► VMA_LOCK_SUCCESS
 *                   │ VMA_LOCK_ABORT        │ VMA_LOCK_RETRY
 *                   ▼                       ▼
 *                 mmap_read_lock ────────► handle_mm_fault ────────────► FAULT_MMAP_LOCK
 * ```
 * Each fault ends in exactly one of VMA_LOCK_SUCCESS, FAULT_MMAP_LOCK, FAULT_SIGSEGV, FAULT_SIGBUS, FAULT_OOM, FAULT_SIGNAL; these add up to FAULT.
 * VMA_LOCK_ABORT + VMA_LOCK_RETRY + VMA_LOCK_ACCESS is how many went on to mmap_lock, where there is a VMA lock: no VMA
 * could be locked; it could, but the handler needs more; it could, but forbids the access (the kernel counts this nowhere).
 */

/** How a fault ended, as its 'fault:end' event says. */
const FAULT_PATH_VMA_LOCK = 0;
const FAULT_PATH_MMAP_LOCK = 1;
const FAULT_PATH_ERROR = 2;

/** What page_fault says of a fault that a fatal signal has ended: nothing was done. The kernel's handler just returns. */
const VM_FAULT_SIGNAL = 0x10000;

/** The VMA that holds `address`, or NULL; under RCU or mmap_lock. */
function vma_lookup(mm: mm_struct, address: ulong): vm_area_struct {
  return cast<vm_area_struct>(mtree_load(mm.mm_mt, address));
}

/** Whether the VMA forbids the access. */
function access_error(vma: vm_area_struct, flags: ulong): boolean {
  if ((flags & FAULT_FLAG_WRITE) !== 0) return (vma.vm_flags & VM_WRITE) === 0;
  return (vma.vm_flags & (VM_READ | VM_WRITE | VM_EXEC)) === 0;
}

/** VM_FAULT_RETRY when the fault needs mmap_lock, VM_FAULT_SIGNAL when it does and there is no use in going on. */
function fault_under_vma_lock(mm: mm_struct, address: ulong, flags: ulong): int {
  const vma = lock_vma_under_rcu(mm, address);
  if (unlikely(vma === NULL)) return VM_FAULT_RETRY;
  if (unlikely(access_error(vma, flags))) {
    vma_read_unlock(vma);
    count_event('VMA_LOCK_ACCESS');
    return VM_FAULT_RETRY;
  }
  const fault = handle_mm_fault(vma, address, flags | FAULT_FLAG_VMA_LOCK);
  // The lock is released here whatever the handler answers; it never does so itself.
  vma_read_unlock(vma);
  if (unlikely((fault & VM_FAULT_RETRY) !== 0)) {
    count_event('VMA_LOCK_RETRY');
    tracepoint('retry', address);
    if (fatal_signal_pending()) return VM_FAULT_SIGNAL;
  }
  return fault;
}

function fault_under_mmap_lock(mm: mm_struct, address: ulong, flags: ulong): int {
  if (mmap_read_lock_killable(mm) !== 0) return VM_FAULT_SIGNAL;
  const vma = CONFIG_LOCK_MM_AND_FIND_VMA ? find_vma_expanding_stack(mm, address) : vma_lookup(mm, address);
  const fault = vma === NULL || access_error(vma, flags) ? VM_FAULT_SIGSEGV : handle_mm_fault(vma, address, flags);
  mmap_read_unlock(mm);
  return fault;
}

/**
 * The fault handler of the architecture: what a program's access to `address` ends in when no TLB entry serves it.
 * FAULT_FLAG_WRITE for a write. Returns 0, VM_FAULT_SIGSEGV (nothing mapped there, or not so), VM_FAULT_SIGBUS
 * (userfaultfd.ts), VM_FAULT_OOM or VM_FAULT_SIGNAL.
 */
function page_fault(mm: mm_struct, address: ulong, flags: ulong): int {
  const started = latency_start();
  tracepoint('fault:begin', address, flags);
  count_event('FAULT');
  let fault = CONFIG_PER_VMA_LOCK ? fault_under_vma_lock(mm, address, flags) : VM_FAULT_RETRY;
  let path = FAULT_PATH_VMA_LOCK;
  if (unlikely((fault & VM_FAULT_RETRY) !== 0)) {
    path = FAULT_PATH_MMAP_LOCK;
    fault = fault_under_mmap_lock(mm, address, flags);
  }
  if (unlikely(fault !== 0)) {
    path = FAULT_PATH_ERROR;
    if (fault === VM_FAULT_OOM) count_event('FAULT_OOM');
    else if (CONFIG_FATAL_SIGNALS !== 0 && fault === VM_FAULT_SIGNAL) count_event('FAULT_SIGNAL');
    else if (CONFIG_USERFAULTFD && fault === VM_FAULT_SIGBUS) count_event('FAULT_SIGBUS');
    else count_event('FAULT_SIGSEGV');
  } else if (path === FAULT_PATH_VMA_LOCK) {
    count_event('VMA_LOCK_SUCCESS');
  } else {
    count_event('FAULT_MMAP_LOCK');
  }
  tracepoint('fault:end', address, path);
  latency_end('fault', started);
  return fault;
}
