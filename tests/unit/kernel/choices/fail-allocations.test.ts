/** Allocations that fail: explored, whichever it is; live, many of them at random. What could not be done has not been done, and nothing is left. */
import { describe, expect, it } from 'vitest';
import { expectFine } from '../on-threads.ts';
import { explored } from '../properties/explored.ts';

describe('explored', { timeout: 600_000 }, () => {
  it('a mapping that is made while a fault looks for it, whichever allocation fails', async () => {
    const verdict = await explored(`
let mm: mm_struct;
let error: int;
let fault: int;
setup(() => { mm = mm_alloc(); });
thread('fault', () => { fault = page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('mmap', () => { error = mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); });
sometimes('no VMA', () => error === -ENOMEM);
sometimes('no page', () => fault === VM_FAULT_OOM);
teardown(() => {
  const mapped = error === 0 ? 1 : 0;
  assert((mapped === 1) === (vma_lookup(mm, 0x1000) !== NULL), 'mmap says what it has done');
  assert(mm.total_vm === mapped && mm.map_count === mapped, 'and nothing else is counted');
});
`, { config: { FAIL_ALLOCATIONS: 2 } });
    expect([verdict.outcome, verdict.violation?.message]).toEqual(['verified', undefined]);
    expect(verdict.sometimes.map(({ seen }) => seen)).toEqual([true, true]);
    expect(verdict.covers.assumed).toEqual(['at most 2 allocations fail', 'no signal arrives', expect.stringMatching(/^what was freed/), expect.stringMatching(/^loops end/)]);
  });

  it('of none that may fail, none does', async () => {
    const verdict = await explored('let mm: mm_struct; thread(\'mmap\', () => { mm = mm_alloc(); assert(mm !== NULL); });');
    expect(verdict.outcome).toBe('verified');
    expect(verdict.covers.assumed[0]).toBe('no allocation fails');
  });

  it('a missing look at NULL is found', async () => {
    const verdict = await explored('let mm: mm_struct; thread(\'mmap\', () => { mm = mm_alloc(); mm.total_vm = 0; });', { config: { FAIL_ALLOCATIONS: -1 } });
    expect([verdict.outcome, verdict.violation?.kind]).toEqual(['violated', 'null-pointer']);
    expect(verdict.covers.assumed[0]).toBe('any number of allocations fail');
  });
});

it('live, splits, merges and faults that fail half of the time leave a whole address space and no garbage', { timeout: 120_000 }, async () => {
  const counters = await expectFine(`
const BASE = 0x100000;
const PAGES = 8;
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, BASE, PAGES * PAGE_SIZE, VM_READ | VM_WRITE); });
thread('fault', { instances: 2 }, () => { page_fault(mm, BASE + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE * pick(2)); });
thread('change', () => {
  const start = BASE + pick(PAGES) * PAGE_SIZE;
  const what = pick(4);
  if (what === 0) mprotect(mm, start, PAGE_SIZE, pick(2) === 0 ? VM_READ : VM_READ | VM_WRITE);
  else if (what === 1) munmap(mm, start, PAGE_SIZE);
  else if (what === 2) mmap(mm, start, PAGE_SIZE, VM_READ | VM_WRITE);
  else madvise_dontneed(mm, start, PAGE_SIZE);
});
/** As many pages are mapped as total_vm says, each VMA is where the tree has it, and there are as many as are counted. */
function adds_up(): boolean {
  let pages: ulong = 0;
  let vmas = 0;
  for (let vma = find_vma(mm, 0); vma !== NULL; vma = find_vma(mm, vma.vm_end)) {
    if (vma_lookup(mm, vma.vm_start) !== vma || vma_lookup(mm, vma.vm_end - 1) !== vma) return false;
    pages += (vma.vm_end - vma.vm_start) >> PAGE_SHIFT;
    vmas++;
  }
  return pages === mm.total_vm && vmas === mm.map_count;
}
always('the address space is whole', () => adds_up());
teardown(() => { mmput(mm); });
`, { config: { FAIL_ALLOCATIONS: -1, FAIL_ONE_IN: 2 }, iterations: 3000 });
  expect(counters.FAIL_ALLOCATION).toBeGreaterThan(100);
  expect(counters.FAULT_OOM).toBeGreaterThan(0);
  expect(counters.VMA_LOCK_SUCCESS! + counters.FAULT_MMAP_LOCK! + counters.FAULT_SIGSEGV! + counters.FAULT_OOM!).toBe(counters.FAULT);
});
