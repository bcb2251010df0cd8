import { expect, it } from 'vitest';
import { explore } from '../../../../electron/engine/explore/explore.ts';

const none = "scenario({ title: 'x', protocol: 'none' });";

it.each<[string, string, string]>([
  ['a condition', `${none}\nlet ready: int;\nfunction settle(): void {\n  wait_until(() => READ_ONCE(ready) === 1);\n}\nsetup(() => { settle(); });`, 'it waits while ready is 0 in settle (scenarios/x.ts:4)'],
  ['a wake-up', `${none}\nlet word: int;\nsetup(() => {\n  while (READ_ONCE(word) === 0) futex_wait(word, 0);\n});`, 'it sleeps on word in setup (scenarios/x.ts:4)'],
  [
    'a lock that it has', "scenario({ title: 'x', config: { RWSEM_SPIN_ON_OWNER: false } });\nsetup(() => {\n  mmap(mm_alloc(), 0x100000, PAGE_SIZE, VM_READ);\n});\noverride(vma_write_lock, (vma) => {\n  down_write(vma.vm_lock);\n  down_write(vma.vm_lock);\n});",
    'it waits for vm_lock of VMA 0x100000–0x101000 for write, held for write (boot itself) in vma_write_lock (scenarios/x.ts:7)',
  ],
  // It spins until its time slice is over: a choice, of as many as it goes round.
  ['a lock that it has and spins for', "scenario({ title: 'x' });\nsetup(() => {\n  const mm = mm_alloc();\n  mmap_write_lock(mm);\n  mmap_write_lock(mm);\n});", 'it waits for mmap_lock for write, held for write (boot itself) in mmap_write_lock_wait (kernel/mmap_lock.ts:92), called from scenarios/x.ts:5'],
])('setup that waits for %s without an end is told with its place', async (_, text, where) => {
  for (const strategy of ['exhaustive', 'random'] as const) {
    const { checked, verdict } = await explore({ scenario: { path: 'scenarios/x.ts', text: `${text}\nthread('t', () => {});` } }, { strategy, maxStates: 1000, objects: 8, limitMs: 60_000, signal: new AbortController().signal, onProgress: () => {} });
    expect(checked.diagnostics).toEqual([]);
    expect([verdict!.outcome, verdict!.reason]).toEqual(['inconclusive', `setup waits for something that cannot happen before the threads start: ${where}`]);
  }
});
