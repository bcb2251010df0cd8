/** How a fault can end, by each path, and that the counters tell of it: one call at a time, tasks played by one thread. */
import { beforeEach, describe, expect, it } from 'vitest';
import { runKernel, type Kernel } from '../in-thread.ts';
import { CALLS, FAULT_WRITE, OOM, PAGE, SIGSEGV, VM } from '../address-space/view.ts';

const SNIPPET = `${CALLS}
function lock_mm(): void { mmap_write_lock(mm); }
function unlock_mm(): void { mmap_write_unlock(mm); }
function mark(address: ulong): void { vma_write_lock(vma_lookup(mm, address)); }
/** The first half of page_fault: what goes on to mmap_lock answers VM_FAULT_RETRY. */
function try_access(address: ulong, flags: ulong): int { return fault_under_vma_lock(mm, address, flags); }
function fill_up(): void { while (alloc<page>() !== NULL) {} }
`;
const A = 0x10000;
const B = 0x40000;
const RETRY = 0x400;
const WRITER = 1;
const READER = 2;

const ENDS = ['VMA_LOCK_SUCCESS', 'FAULT_MMAP_LOCK', 'FAULT_SIGSEGV', 'FAULT_OOM'];
const REFUSALS = ['VMA_LOCK_ABORT', 'VMA_LOCK_RETRY', 'VMA_LOCK_ACCESS', 'VMA_LOCK_MISS'];

/** What a call adds to the counters of faults; those that stay are left out. */
function counted(kernel: Kernel, task: number, call: () => number): [number, Record<string, number>] {
  const names = ['FAULT', ...ENDS, ...REFUSALS];
  const before = names.map((name) => kernel.counter(name, task));
  const result = call();
  const added = names.map((name, i) => [name, kernel.counter(name, task) - before[i]!] as const);
  return [result, Object.fromEntries(added.filter(([, n]) => n !== 0))];
}

describe('with the VMA lock', () => {
  const run = runKernel(SNIPPET);
  const access = (address: number, flags = 0) => counted(run, READER, () => run.callOn(READER, 'access', address, flags));
  const tryAccess = (address: number, flags = 0) => counted(run, READER, () => run.callOn(READER, 'try_access', address, flags));
  let mm = 0;

  beforeEach(() => {
    if (mm !== 0) run.call('finish');
    mm = run.call('start');
    run.call('map', A, 4 * PAGE, VM.read | VM.write);
    run.call('map', B, 4 * PAGE, VM.read);
  });

  it('a fault succeeds under it, leaving nothing locked', () => {
    expect(access(A, FAULT_WRITE)).toEqual([0, { FAULT: 1, VMA_LOCK_SUCCESS: 1 }]);
    expect(access(A, 0)).toEqual([0, { FAULT: 1, VMA_LOCK_SUCCESS: 1 }]);
    run.callOn(WRITER, 'lock_mm');
    run.callOn(WRITER, 'mark', A);
    run.callOn(WRITER, 'unlock_mm');
  });

  it('a fault where nothing is mapped is looked at twice, then answered with SIGSEGV', () => {
    for (const address of [A - 1, A + 4 * PAGE, B - PAGE, 0, 0xffffffff]) expect(access(address)).toEqual([SIGSEGV, { FAULT: 1, VMA_LOCK_ABORT: 1, FAULT_SIGSEGV: 1 }]);
  });

  it('a write to what is read-only is answered with SIGSEGV, under mmap_lock', () => {
    expect(access(B, FAULT_WRITE)).toEqual([SIGSEGV, { FAULT: 1, VMA_LOCK_ACCESS: 1, FAULT_SIGSEGV: 1 }]);
    expect(access(B)).toEqual([0, { FAULT: 1, VMA_LOCK_SUCCESS: 1 }]);
  });

  it('a mapping without any right takes no access', () => {
    run.call('protect', B, 4 * PAGE, VM.none);
    expect(access(B)).toEqual([SIGSEGV, { FAULT: 1, VMA_LOCK_ACCESS: 1, FAULT_SIGSEGV: 1 }]);
    run.call('protect', B, 4 * PAGE, VM.exec);
    expect(access(B)[0]).toBe(0);
  });

  it('a writer stops faults in the VMA it has marked, and in no other', () => {
    access(A);
    access(B);
    run.callOn(WRITER, 'lock_mm');
    run.callOn(WRITER, 'mark', A);
    expect(tryAccess(A + PAGE)).toEqual([RETRY, { VMA_LOCK_ABORT: 1 }]);
    expect(tryAccess(B + PAGE)).toEqual([0, {}]);
    run.callOn(WRITER, 'unlock_mm');
    expect(access(A + PAGE)).toEqual([0, { FAULT: 1, VMA_LOCK_SUCCESS: 1 }]);
  });

  it('the first page of a mapping needs mmap_lock: while a writer has it, the fault comes again', () => {
    run.callOn(WRITER, 'lock_mm');
    expect(tryAccess(A)).toEqual([RETRY, { VMA_LOCK_RETRY: 1 }]);
    // The VMA is free again: nobody waits for mmap_lock holding it.
    run.callOn(WRITER, 'mark', A);
    run.callOn(WRITER, 'unlock_mm');
    expect(access(A)).toEqual([0, { FAULT: 1, VMA_LOCK_SUCCESS: 1 }]);
    run.callOn(WRITER, 'lock_mm');
    expect(tryAccess(A + PAGE)).toEqual([0, {}]);
    run.callOn(WRITER, 'unlock_mm');
  });

  it('a fault without memory says so, at a table as at a frame, and holds nothing', () => {
    const small = runKernel(SNIPPET, { heapKb: 128 });
    small.call('start');
    small.call('map', A, 4 * PAGE, VM.read | VM.write);
    small.call('map', B, 4 * PAGE, VM.read);
    expect(small.callOn(READER, 'access', A, 0)).toBe(0);
    small.call('fill_up');
    for (const address of [A + PAGE, B]) {
      expect(counted(small, READER, () => small.callOn(READER, 'access', address, 0))).toEqual([OOM, { FAULT: 1, FAULT_OOM: 1 }]);
    }
    // The frame that is there serves on.
    expect(small.callOn(READER, 'access', A, FAULT_WRITE)).toBe(0);
    small.callOn(WRITER, 'lock_mm');
    small.callOn(WRITER, 'mark', A);
    small.callOn(WRITER, 'mark', B);
    small.callOn(WRITER, 'unlock_mm');
  });
});

describe('without it', () => {
  const run = runKernel(SNIPPET, { config: { PER_VMA_LOCK: false } });

  it('every fault takes mmap_lock, and no counter of the VMA lock moves', () => {
    run.call('start');
    run.call('map', A, 4 * PAGE, VM.read | VM.write);
    run.call('map', B, 4 * PAGE, VM.read);
    const access = (address: number, flags = 0) => counted(run, READER, () => run.callOn(READER, 'access', address, flags));
    expect(access(A, FAULT_WRITE)).toEqual([0, { FAULT: 1, FAULT_MMAP_LOCK: 1 }]);
    expect(access(B, FAULT_WRITE)).toEqual([SIGSEGV, { FAULT: 1, FAULT_SIGSEGV: 1 }]);
    expect(access(0x90000)).toEqual([SIGSEGV, { FAULT: 1, FAULT_SIGSEGV: 1 }]);
    run.call('fill_up');
    expect(access(A + PAGE)).toEqual([OOM, { FAULT: 1, FAULT_OOM: 1 }]);
    run.call('finish');
  });
});
