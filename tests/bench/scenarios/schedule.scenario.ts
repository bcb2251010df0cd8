/** The benchmark of the player: faults and an mprotect, round after round, until so many are made; then a property is violated. */
scenario({ title: 'Benchmark: a long schedule', config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false } });

const ROUNDS = config('ROUNDS', 34);
const ADDRESS = 0x1000;
const THREADS = 3;

let mm: mm_struct;
let made: int;

function count_round(): void {
  atomic(() => {
    made += 1;
  });
}

setup(() => {
  mm = mm_alloc();
  mmap(mm, ADDRESS, PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('fault', { instances: 2, repeat: ROUNDS }, () => {
  page_fault(mm, ADDRESS, FAULT_FLAG_WRITE);
  count_round();
});

thread('mprotect', { repeat: ROUNDS }, () => {
  mprotect(mm, ADDRESS, PAGE_SIZE, VM_READ);
  mprotect(mm, ADDRESS, PAGE_SIZE, VM_READ | VM_WRITE);
  count_round();
});

always('there is a round to come', () => made < THREADS * ROUNDS);

teardown(() => {
  mmput(mm);
});
