/**
 * A userfaultfd context is set before the VMA is marked (mended in the series of
 * 49b0638502da).
 *
 * Registering a range with userfaultfd gives its VMAs a context and the flags that say
 * so. The context used to be set first, and the VMA marked when the flags changed. A
 * fault that holds the VMA meanwhile sees one without the other; and who registered may
 * believe that no fault comes in behind his back any more.
 *
 * Explored: violates I3. With `FIXED=y`, which marks first, it is verified. Live
 * nothing is noticed.
 */
scenario({
  title: 'A userfaultfd context that is set unmarked',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, USERFAULTFD: true },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let ctx: userfaultfd_ctx;
let registered: boolean;

setup(() => {
  mm = mm_alloc();
  ctx = userfaultfd_ctx_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

override(userfaultfd_set_ctx, (vma: vm_area_struct, ctx: userfaultfd_ctx, vm_flags: ulong): void => {
  if (FIXED) vma_write_lock(vma);
  const old = vma.vm_userfaultfd_ctx;
  userfaultfd_ctx_get(ctx);
  vma.vm_userfaultfd_ctx = ctx;
  vma_write_lock(vma);
  vma.vm_flags = (vma.vm_flags & ~VM_UFFD_MISSING) | vm_flags;
  userfaultfd_ctx_put(old);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('register', () => {
  userfaultfd_register(mm, registered ? NULL : ctx, BASE, PAGE_SIZE);
  registered = !registered;
});

teardown(() => {
  mmput(mm);
  userfaultfd_ctx_put(ctx);
});
