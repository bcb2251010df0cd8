/**
 * The benchmark of the search: the per-VMA lock alone, each of its actions one step, and nothing of the kernel.
 * peers/protocol.pml is the same in Promela, step for step.
 */
scenario({ title: 'Benchmark: the protocol alone', protocol: 'none' });

/** Threads that fault, that change the VMA, and that change other VMAs of the same mm. */
const READERS = config('READERS', 2);
const WRITERS = config('WRITERS', 1);
const BYSTANDERS = config('BYSTANDERS', 1);
/** Without the look at the sequences after the trylock a reader may be let in beside a writer. */
const LATE_CHECK = config('LATE_CHECK', true);

/** Readers inside, or -1 for a writer. */
let mmap_lock: int;
let vm_lock: int;
let mm_lock_seq: int;
let vm_lock_seq: int = -1;
/** A writer is changing the VMA. */
let writing: int;

function mmap_read_lock(): void {
  let locked = false;
  while (!locked) {
    wait_until(() => mmap_lock >= 0);
    atomic(() => {
      if (mmap_lock >= 0) {
        mmap_lock++;
        locked = true;
      }
    });
  }
}

function mmap_write_lock(): void {
  do wait_until(() => mmap_lock === 0);
  while (cmpxchg(mmap_lock, 0, -1) !== 0);
}

function mmap_write_unlock(): void {
  atomic(() => { mm_lock_seq++; });
  mmap_lock = 0;
}

function vma_marked(): boolean {
  let marked = false;
  atomic(() => { marked = vm_lock_seq === mm_lock_seq; });
  return marked;
}

function vma_read_trylock(): boolean {
  if (vma_marked()) return false;
  let locked = false;
  atomic(() => {
    if (vm_lock >= 0) {
      vm_lock++;
      locked = true;
    }
  });
  if (!locked) return false;
  if (!LATE_CHECK || !vma_marked()) return true;
  atomic(() => { vm_lock--; });
  return false;
}

function vma_write_lock(): void {
  if (vma_marked()) return;
  do wait_until(() => vm_lock === 0);
  while (cmpxchg(vm_lock, 0, -1) !== 0);
  atomic(() => { vm_lock_seq = mm_lock_seq; });
  vm_lock = 0;
}

thread('reader', { instances: READERS }, () => {
  if (vma_read_trylock()) {
    assert(writing === 0, 'nobody changes a VMA that is locked for reading');
    atomic(() => { vm_lock--; });
    return;
  }
  mmap_read_lock();
  assert(writing === 0, 'nobody changes a VMA under the mmap_lock for reading');
  atomic(() => { mmap_lock--; });
});

thread('writer', { instances: WRITERS }, () => {
  mmap_write_lock();
  vma_write_lock();
  writing = 1;
  writing = 0;
  mmap_write_unlock();
});

thread('bystander', { instances: BYSTANDERS }, () => {
  mmap_write_lock();
  mmap_write_unlock();
});
