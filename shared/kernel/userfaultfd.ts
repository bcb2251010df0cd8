/**
 * userfaultfd: a program that is told of another's missing pages. With CONFIG_USERFAULTFD. After fs/userfaultfd.c, as with UFFD_FEATURE_SIGBUS: a
 * fault on a missing page ends with VM_FAULT_SIGBUS, so nobody has to be waited for.
 */

/** The fault is for the program itself to deal with. */
const VM_FAULT_SIGBUS = 0x2;

interface userfaultfd_ctx {
  /** VMAs registered with it, and the open file. */
  refcount: Embedded<atomic_t>;
}

/** With one reference, the file's; NULL when memory is exhausted. */
function userfaultfd_ctx_alloc(): userfaultfd_ctx {
  const ctx = should_fail_alloc() ? NULL : alloc<userfaultfd_ctx>();
  if (ctx !== NULL) atomic_set(ctx.refcount, 1);
  return ctx;
}

/** `ctx` may be NULL, as in what follows. */
function userfaultfd_ctx_get(ctx: userfaultfd_ctx): void {
  if (ctx !== NULL) atomic_inc(ctx.refcount);
}

function userfaultfd_ctx_put(ctx: userfaultfd_ctx): void {
  if (ctx !== NULL && atomic_dec_and_test(ctx.refcount)) free(ctx);
}

/** Whether missing pages of the VMA, which the caller has locked, are to be told. */
function userfaultfd_missing(vma: vm_area_struct): boolean {
  return (vma.vm_flags & VM_UFFD_MISSING) !== 0;
}

/** What a fault on a missing page ends in. Who holds only the VMA's lock must come again. */
function handle_userfault(vma: vm_area_struct, flags: ulong): int {
  if ((flags & FAULT_FLAG_VMA_LOCK) !== 0) return VM_FAULT_RETRY;
  assert(vma.vm_userfaultfd_ctx !== NULL, 'a VMA with VM_UFFD_MISSING has a context');
  return VM_FAULT_SIGBUS;
}

/** Marks the VMA, then gives it a context and the flags that go with it (or takes them: NULL, 0). */
function userfaultfd_set_ctx(vma: vm_area_struct, ctx: userfaultfd_ctx, vm_flags: ulong): void {
  // Before the first field changes (49b0638502da: the context used to be set first).
  vma_write_lock(vma);
  const old = vma.vm_userfaultfd_ctx;
  userfaultfd_ctx_get(ctx);
  vma.vm_userfaultfd_ctx = ctx;
  vma.vm_flags = (vma.vm_flags & ~VM_UFFD_MISSING) | vm_flags;
  userfaultfd_ctx_put(old);
}

/** A copy for a child or for another place is not registered: nobody has asked for UFFD_FEATURE_EVENT_FORK or UFFD_FEATURE_EVENT_REMAP. */
function userfaultfd_reset_ctx(vma: vm_area_struct): void {
  if (vma.vm_userfaultfd_ctx !== NULL) userfaultfd_set_ctx(vma, NULL, 0);
}

/** The caller holds mmap_lock for write. Returns 0, -EINVAL or -ENOMEM (also for a gap); what lies before that is done. */
function do_userfaultfd_register(mm: mm_struct, ctx: userfaultfd_ctx, start: ulong, length: ulong): int {
  if (!user_range_ok(start, length)) return -EINVAL;
  const end = start + length;
  let address = start;
  while (address < end) {
    const vma = vma_lookup(mm, address);
    if (vma === NULL) return -ENOMEM;
    const part_end = vma.vm_end < end ? vma.vm_end : end;
    const error = split_to_range(vma, address, part_end);
    if (error !== 0) return error;
    userfaultfd_set_ctx(vma, ctx, ctx !== NULL ? VM_UFFD_MISSING : 0);
    vma_merge(vma);
    address = part_end;
  }
  return 0;
}

/** UFFDIO_REGISTER; UFFDIO_UNREGISTER with NULL. Returns as do_userfaultfd_register does. */
function userfaultfd_register(mm: mm_struct, ctx: userfaultfd_ctx, start: ulong, length: ulong): int {
  tracepoint('userfaultfd:begin', start, length);
  mmap_write_lock(mm);
  const error = do_userfaultfd_register(mm, ctx, start, length);
  mmap_write_unlock(mm);
  tracepoint('userfaultfd:end', start, error);
  return error;
}
