/** Forced races: the kernel stands them, and each guard taken out of it is noticed. */
import { describe, expect, it } from 'vitest';
import { expectFine, runOnThreads, STAGES, type ThreadsOptions } from '../on-threads.ts';
import { MARKED_MEANWHILE, MUTATIONS, splitMeanwhile, UNMAPPED_MEANWHILE } from './races.ts';

const PROTOCOLS = ['v1-rwsem', 'v1-rwsem-rcu'];

describe.each(PROTOCOLS)('a fault that comes at the worst moment, %s', (protocol) => {
  it('is refused late, when the VMA was marked after the early check', async () => {
    await expectFine(MARKED_MEANWHILE, { protocol });
  });

  it('finds its VMA isolated, when that was unmapped before it had the lock', async () => {
    const counters = await expectFine(UNMAPPED_MEANWHILE, { protocol });
    expect(counters).toMatchObject({ VMA_LOCK_MISS: 1, VMA_LOCK_ABORT: 1, FAULT_SIGSEGV: 1 });
  });

  it.each(['above', 'below'] as const)('finds itself outside of its VMA, when that was split and kept what is %s', async (kept) => {
    const counters = await expectFine(splitMeanwhile(kept), { protocol });
    expect(counters).toMatchObject({ VMA_LOCK_MISS: 0, VMA_LOCK_ABORT: 1, FAULT_SIGSEGV: 1 });
  });
});

it('two faults that bring a frame each for the same page keep one of them', async () => {
  const counters = await expectFine(`
let mm: mm_struct;
let brought: Embedded<atomic_t>;
override(alloc_page, (address: ulong): page => {
  const page = alloc<page>();
  atomic_set(page._refcount, 1);
  page.index = address >> PAGE_SHIFT;
  atomic_inc(brought);
  wait_until(() => atomic_read(brought) === 2);
  return page;
});
setup(() => { mm = mm_alloc(); mmap(mm, 0x20000, PAGE_SIZE, VM_READ); });
teardown(() => { mmput(mm); });
thread('fault', { instances: 2 }, () => { assert(page_fault(mm, 0x20000, 0) === 0); });
`);
  expect(counters).toMatchObject({ VMA_LOCK_SUCCESS: 2 });
});

it('a table that a walk of the hardware has found stays until the walk is over', async () => {
  await expectFine(`
const A = 0x20000;
let mm: mm_struct;
let walker: int;
let unmapped: boolean;
override(pte_offset, (table: pte_table, address: ulong): pte_t => {
  // Longer than munmap takes, unless that waits for the walk.
  if (walker !== 0 && walker === this_thread()) for (let i = 0; i < 5000000 && !READ_ONCE(unmapped); i++) cpu_relax();
  return table.pte[pgtable_index(address, PAGE_SHIFT)];
});
// No frame: nothing else that munmap does would wait for the walk.
setup(() => { mm = mm_alloc(); mmap(mm, A, PAGE_SIZE, VM_READ); page_fault(mm, A, 0); madvise_dontneed(mm, A, PAGE_SIZE); });
teardown(() => { mmput(mm); });
thread('access', () => { WRITE_ONCE(walker, this_thread()); user_access(mm, A, 0); });
thread('munmap', () => { wait_until(() => walker !== 0); munmap(mm, A, PAGE_SIZE); WRITE_ONCE(unmapped, true); });
`, { config: { TLB: true } });
});

const found = async (text: string, options: ThreadsOptions = {}): Promise<string> => {
  const { result, findings } = await runOnThreads(text, options);
  expect(result.outcome).toBe('violated');
  return findings.join('\n');
};

describe('what is noticed without', () => {
  it('the late check: a fault in a VMA that is being written', async () => {
    expect(await found(MARKED_MEANWHILE + MUTATIONS.noLateCheck)).toContain('a fault got a VMA that is locked for write');
  });

  it('the second lookup: a page where nothing is mapped', async () => {
    expect(await found(UNMAPPED_MEANWHILE + MUTATIONS.noIsolationCheck)).toContain('a fault was served where nothing is mapped');
  });

  it('the range check: a write to a read-only page', async () => {
    expect(await found(splitMeanwhile('above') + MUTATIONS.noRangeCheck)).toContain('a read-only page was written');
  });

  it('the grace period of a VMA: a use after free, told with who freed it', async () => {
    expect(await found(UNMAPPED_MEANWHILE + MUTATIONS.noGracePeriod)).toMatch(/use-after-free.*freed by `munmap`.*vm_area_struct/s);
  });

  it('the call_rcu that frees VMAs: a leak', async () => {
    expect(await found(UNMAPPED_MEANWHILE + MUTATIONS.forgottenCallRcu)).toMatch(/leak: .*vm_area_struct/);
  });

  it('the up_write after a mark: the next writer waits for itself', async () => {
    expect(await found(`
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x20000, 4 * PAGE_SIZE, VM_READ | VM_WRITE); });
thread('writer', () => {
  mprotect(mm, 0x20000, 4 * PAGE_SIZE, VM_READ);
  mprotect(mm, 0x20000, 4 * PAGE_SIZE, VM_READ | VM_WRITE);
});
${MUTATIONS.forgottenUpWrite}`, { limits: { deadlockMs: 1000 } })).toMatch(/deadlock.*`writer`/s);
  });

  it('the addition at the end: VMAs stay locked for ever', async () => {
    const { counters, result } = await runOnThreads(`
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x20000, PAGE_SIZE, VM_READ); });
thread('fault', () => { page_fault(mm, 0x20000, 0); });
teardown(() => { mmput(mm); });
${MUTATIONS.forgottenEndWriteAll}`, { iterations: 10 });
    // No harm but that: every fault is refused while nobody writes.
    expect(result.outcome).toBe('ok');
    expect(counters).toMatchObject({ VMA_FALSE_LOCKED: 10, VMA_LOCK_ABORT: 10, FAULT_MMAP_LOCK: 10 });
  });

  it('the order of release: the mark of the next writer vanishes', async () => {
    const twoWriters = `${STAGES}
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x20000, PAGE_SIZE, VM_READ); });
thread('first', () => {
  mmap_write_lock(mm);
  vma_write_lock(vma_lookup(mm, 0x20000));
  enter(1);
  mmap_write_unlock(mm);
  if (stage === 1) enter(2);
  if (stage === 3) enter(4);
});
thread('second', () => {
  await_stage(2);
  mmap_write_lock(mm);
  vma_write_lock(vma_lookup(mm, 0x20000));
  enter(3);
  await_stage(4);
  vma_assert_write_locked(vma_lookup(mm, 0x20000));
  mmap_write_unlock(mm);
});
`;
    expect(await found(twoWriters + MUTATIONS.releasedTooEarly)).toContain('VM_BUG_ON_VMA');
  });

  it('the marks of munmap: the fault inside loses its page tables', async () => {
    expect(await found(`${STAGES}
let mm: mm_struct;
override(alloc_page, (address: ulong): page => {
  if (stage === 1) { enter(2); await_stage(3); }
  const page = alloc<page>();
  atomic_set(page._refcount, 1);
  page.index = address >> PAGE_SHIFT;
  return page;
});
setup(() => { mm = mm_alloc(); mmap(mm, 0x20000, PAGE_SIZE, VM_READ); });
thread('fault', () => { enter(1); page_fault(mm, 0x20000, 0); });
thread('munmap', () => { await_stage(2); munmap(mm, 0x20000, PAGE_SIZE); enter(3); });
${MUTATIONS.unmarkedMunmap}`)).toMatch(/use-after-free.*freed by `munmap`.*pte_table/s);
  });
});
