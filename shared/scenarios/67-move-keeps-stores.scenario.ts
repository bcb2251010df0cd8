/**
 * A page that mremap moves takes along all that a program has stored to it.
 *
 * mremap makes a copy of the VMA, takes the frames from one place to the other, and
 * unmaps the first. A fault in between that finds the page missing gives it a new
 * frame. At the old place that one is unmapped at once, and the store in it is lost; at
 * the new place the moved frame comes on top of it. So both VMAs are marked, the copy
 * before it can be found and the old one before the first page is on its way, and
 * threads that have the page in their TLB lose it as it goes.
 *
 * Explored: verified. `faultline mutate 67` leaves out a mark, and stores are lost.
 */
scenario({
  title: 'A page that moves keeps its stores',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, TLB: true },
});

const HERE = 0x100000;
const THERE = HERE + 4 * PAGE_SIZE;

let mm: mm_struct;
/** Where the page is, when nobody moves it. */
let place: ulong;
let stored: Embedded<atomic_t>;

setup(() => {
  mm = mm_alloc();
  place = HERE;
  mmap(mm, place, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, place, FAULT_FLAG_WRITE);
});

thread('store', () => {
  if (user_access(mm, pick(2) === 0 ? HERE : THERE, FAULT_FLAG_WRITE) === 0) atomic_inc(stored);
});

thread('mremap', () => {
  const to: ulong = place === HERE ? THERE : HERE;
  if (mremap(mm, place, PAGE_SIZE, PAGE_SIZE, MREMAP_MAYMOVE | MREMAP_FIXED, to) === 0) place = to;
});

teardown(() => {
  const frame = pte_offset(pte_table_lookup(mm, place), place).page;
  assert(!CONFIG_TLB || atomic_read(frame.stores) === atomic_read(stored), 'no store is lost');
  mmput(mm);
});
