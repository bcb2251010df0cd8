/*
 * Page frames. A frame is its descriptor alone: the lab has no use for its 4096 bytes. Frames come from the heap, so a
 * PTE that outlives its frame is found as a use after free, and one that is never unmapped as a leak.
 */
const PAGE_SHIFT = 12;
const PAGE_SIZE = 0x1000;

interface page {
  _refcount: Embedded<atomic_t>;
  /** The number of the virtual page that it was made for. */
  index: ulong;
  /** The anon_vma of that page's VMA, with CONFIG_ANON_VMA: where looking for the PTEs of a frame begins (rmap.ts). */
  mapping: anon_vma;
  /** With CONFIG_TLB: how often programs have stored to it. All that the lab knows of its content. */
  stores: Embedded<atomic_t>;
  /** Where it comes from, with CONFIG_NUMA. */
  node: int;
}

/** A frame for the page at `address`, with one reference; NULL when there is none left. */
function alloc_page(address: ulong): page {
  const page = should_fail_alloc() ? NULL : alloc<page>();
  if (page === NULL) return NULL;
  atomic_set(page._refcount, 1);
  page.index = address >> PAGE_SHIFT;
  return page;
}

function get_page(page: page): void {
  atomic_inc(page._refcount);
}

function put_page(page: page): void {
  if (atomic_dec_and_test(page._refcount)) free(page);
}

/* As with DEBUG_VM, in explorations. */
observe_call(get_page, (page) => {
  assert(atomic_read(page._refcount) > 0, 'get_page of a frame without references');
});
observe_call(put_page, (page) => {
  assert(atomic_read(page._refcount) > 0, 'put_page of a frame without references');
});
