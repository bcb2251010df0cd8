/** What a scenario's author may do to the kernel: each mistake ends the session with a finding that names it. */
import { expect, it } from 'vitest';
import { runOnThreads } from './on-threads.ts';

const MM = `
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x20000, 1024 * PAGE_SIZE, VM_READ | VM_WRITE); });
teardown(() => { mmput(mm); });
`;

/** Sooner than in the lab, but not so soon that a busy machine looks like a mistake. */
const SOON = { deadlockMs: 300, hungMs: 4000, loopMs: 2000 };

it.each([
  ['a task that locks mmap_lock twice', 'mmap_write_lock(mm); mmap_write_lock(mm);', /deadlock.*`task` waits for mmap_lock for write in schedule.*mmap_lock is held for write by `task`/s],
  ['a writer under its own read lock', 'mmap_read_lock(mm); mmap_write_lock(mm);', /deadlock.*`task` waits for mmap_lock for write in schedule.*mmap_lock is held by 1 reader; the last to get in was `task`/s],
  ['a spin lock taken twice', 'spin_lock(mmlist_lock); spin_lock(mmlist_lock);', /deadlock.*`task` waits for mmlist_lock in spin_lock/s],
  ['a thread that never comes to an end', 'while (mm !== NULL) {}', /infinite-loop.*`task`/s],
  ['sleeping in an RCU section', 'rcu_read_lock(); mmap_read_lock(mm); mmap_write_lock(mm);', /sleeping inside an RCU read-side critical section/],
  ['an assertion that fails', "assert(mm.map_count === 2, 'two mappings');", /assertion: `task` fails the assertion "two mappings".*snippet.scenario.ts/],
  ['marking without mmap_lock', 'vma_write_lock(vma_lookup(mm, 0x20000));', /VM_BUG_ON_MM" in mmap_assert_write_locked .*called from scenarios\/snippet.scenario.ts/s],
  ['an address space freed twice', 'mmput(mm); mmput(mm);', /use-after-free.*mm_struct/s],
  ['a VMA freed without a grace period', 'free(vma_lookup(mm, 0x20000)); page_fault(mm, 0x20000, 0);', /use-after-free.*vm_area_struct/s],
  ['a VMA that is forgotten', 'vm_area_alloc(mm);', /leak: 1 vm_area_struct/],
])('%s', async (_, body, finding) => {
  const { result, findings } = await runOnThreads(`${MM}thread('task', () => { ${body} });`, { limits: SOON });
  expect(result.outcome).toBe('violated');
  expect(findings.join('\n')).toMatch(finding);
});

it('a heap that is too small is no mistake: faults and calls fail, nothing is lost, and it is said', async () => {
  const { result, counters, findings } = await runOnThreads(`
scenario({ title: 'too little memory', heap_kb: 64 });
${MM}
thread('fault', { instances: 3 }, () => {
  for (let page = 0; page < 1024; page++) page_fault(mm, 0x20000 + page * PAGE_SIZE, FAULT_FLAG_WRITE);
});
thread('change', () => {
  const at = 0x20000 + pick(1023) * PAGE_SIZE;
  mprotect(mm, at, PAGE_SIZE, VM_READ);
  munmap(mm, at + PAGE_SIZE, PAGE_SIZE);
});
`, { iterations: 30 });
  expect(findings).toEqual([]);
  expect(result).toMatchObject({ outcome: 'inconclusive', ended: 'iterations', checks: { leaks: [], note: expect.stringMatching(/^the kernel heap of 64 KiB was full: /) as string } });
  const count = (name: string) => counters[name] ?? 0;
  expect(count('FAULT_OOM')).toBeGreaterThan(0);
  expect(count('VMA_LOCK_SUCCESS') + count('FAULT_MMAP_LOCK') + count('FAULT_SIGSEGV') + count('FAULT_OOM')).toBe(count('FAULT'));
});
