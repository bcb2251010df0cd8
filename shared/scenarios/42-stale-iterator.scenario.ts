/**
 * A lookup leaves its RCU section and goes on where it was in the tree (mended by
 * 0b16f8bed19c).
 *
 * lock_vma_under_rcu tries again when the VMA that it found has gone from the tree
 * meanwhile. It kept an iterator, which remembers the node that it had reached. But
 * between two tries the RCU section may end, and with it the reason for that node to be
 * there. An iterator has to begin again from the root.
 *
 * Explored: violates I5. With `FIXED=y` it is verified. Live it may end in that use
 * after free: exit code 1.
 */
scenario({
  title: 'A tree iterator that outlives its RCU section',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

/** The VMA that holds `address`, looked for in the leaf where an earlier lookup ended. */
function vma_in(leaf: maple_node, address: ulong): vm_area_struct {
  if (leaf === NULL) return NULL;
  const i = mas_slot(leaf, address);
  return i < leaf.end && leaf.first[i] <= address ? cast<vm_area_struct>(rcu_dereference(leaf.slot[i])) : NULL;
}

override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  rcu_read_lock();
  let leaf = mas_walk(mm.mm_mt, address);
  let vma = vma_in(leaf, address);
  while (vma !== NULL) {
    const locked = vma_read_trylock(vma);
    if (locked && address >= vma.vm_start && address < vma.vm_end && vma_lookup(mm, address) === vma) {
      rcu_read_unlock();
      return vma;
    }
    if (locked) vma_read_unlock(vma);
    else if (!vma_is_detached(vma)) break;
    count_event('VMA_LOCK_MISS');
    // The unlock of newer kernels is not in the section of the lookup.
    rcu_read_unlock();
    rcu_read_lock();
    if (FIXED) leaf = mas_walk(mm.mm_mt, address);
    vma = vma_in(leaf, address);
  }
  rcu_read_unlock();
  count_event('VMA_LOCK_ABORT');
  return NULL;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

teardown(() => {
  mmput(mm);
});
