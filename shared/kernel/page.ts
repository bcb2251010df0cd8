/**
 * Page frames. A frame is its descriptor alone: the lab has no use for its 4096 bytes. Frames come from the heap, so a
 * PTE that outlives its frame is found as a use after free, and one that is never unmapped as a leak.
 */
const PAGE_SHIFT = 12;
const PAGE_SIZE = 0x1000;

interface page {
  _refcount: Embedded<atomic_t>;
  /** The number of the virtual page it is mapped at. */
  index: ulong;
}

/** A frame for the page at `address`, with one reference; NULL when there is none left. */
function alloc_page(address: ulong): page {
  const page = should_fail_alloc() ? NULL : alloc<page>();
  if (page === NULL) return NULL;
  atomic_set(page._refcount, 1);
  page.index = address >> PAGE_SHIFT;
  return page;
}

function put_page(page: page): void {
  if (atomic_dec_and_test(page._refcount)) free(page);
}
