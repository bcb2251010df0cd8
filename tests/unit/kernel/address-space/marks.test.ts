/** Which VMAs each operation marks before it changes anything: looked at while mmap_lock is still held for write. */
import { beforeEach, expect, it } from 'vitest';
import { runKernel } from '../in-thread.ts';
import { mappings, PAGE, VM } from './view.ts';

const run = runKernel(`
let mm: mm_struct;
function start(): mm_struct { mm = mm_alloc(); return mm; }
function finish(): void { mmput(mm); }
function map(address: ulong, length: ulong, flags: ulong): int { return mmap(mm, address, length, flags); }
function lock(): void { mmap_write_lock(mm); }
function unlock(): void { mmap_write_unlock(mm); }
function unlock_read(): void { mmap_read_unlock(mm); }
function seq(): int { return mm.mm_lock_seq; }
function vma_at(address: ulong): vm_area_struct { return vma_lookup(mm, address); }
function locked_map(address: ulong, length: ulong, flags: ulong): int { return mmap_region(mm, address, length, flags); }
function locked_protect(address: ulong, length: ulong, flags: ulong): int { return do_mprotect(mm, address, length, flags); }
function locked_split(address: ulong, below: boolean): int { return split_vma(vma_lookup(mm, address), address, below); }
function locked_unmap(address: ulong, length: ulong): int { return do_munmap_downgrade(mm, address, length); }
`, { config: { VMA_FREE_BATCH: 1000 } });

const A = 0x100000;
const page = (n: number) => A + n * PAGE;
const RW = VM.read | VM.write;
let mm = 0;

beforeEach(() => {
  if (mm !== 0) run.call('finish');
  mm = run.call('start');
  run.call('map', page(0), 4 * PAGE, RW);
  run.call('map', page(4), 4 * PAGE, VM.read);
  run.call('map', page(20), 4 * PAGE, VM.read);
});

/** Does something under mmap_lock; returns for every VMA there then is, freed ones included, whether it was marked: `first page → marked`. */
function marked(change: () => number, unlock = 'unlock'): Record<number, boolean> {
  run.call('drain_rcu');
  run.call('lock');
  const seq = run.call('seq');
  expect(change()).toBe(0);
  const all = run.addresses('vm_area_struct').map((vma) => {
    const start = (run.field(vma, 'vm_area_struct', 'vm_start') - A) / PAGE;
    return [start, (run.field(vma, 'vm_area_struct', 'vm_lock_seq') | 0) === seq] as const;
  });
  run.call(unlock);
  expect(mappings(run, mm).length).toBeGreaterThan(0);
  return Object.fromEntries(all);
}

it('a new mapping is marked before it can be found; others are not', () => {
  expect(marked(() => run.call('locked_map', page(10), PAGE, RW))).toEqual({ 0: false, 4: false, 10: true, 20: false });
});

it('a mapping that grows is marked', () => {
  expect(marked(() => run.call('locked_map', page(8), PAGE, VM.read))).toEqual({ 0: false, 4: true, 20: false });
});

it('two mappings that a new one joins are both marked, the one that is freed as well', () => {
  expect(marked(() => run.call('locked_map', page(8), 12 * PAGE, VM.read))).toEqual({ 0: false, 4: true, 20: true });
});

it.each([1, 0])('both halves of a split are marked (new one below: %i)', (below) => {
  expect(marked(() => run.call('locked_split', page(2), below))).toEqual({ 0: true, 2: true, 4: false, 20: false });
});

it('mprotect marks what it cuts, what it changes, and what it merges', () => {
  // Pages 2 and 3 leave the first mapping and join the second: both are marked, and so is the part cut out and freed.
  expect(marked(() => run.call('locked_protect', page(2), 2 * PAGE, VM.read))).toEqual({ 0: true, 2: true, 4: true, 20: false });
});

it('mprotect that changes nothing marks nothing', () => {
  expect(marked(() => run.call('locked_protect', page(0), 4 * PAGE, RW))).toEqual({ 0: false, 4: false, 20: false });
});

it('munmap marks all that it erases, and its downgrade drops the marks', () => {
  const before = run.call('seq');
  // The number has gone on by the time it returns: what was marked has the one before.
  run.call('lock');
  expect(run.call('locked_unmap', page(2), 4 * PAGE)).toBe(0);
  expect(run.call('seq')).toBe(before + 1);
  const marks = run.addresses('vm_area_struct').map((vma) => [(run.field(vma, 'vm_area_struct', 'vm_start') - A) / PAGE, run.field(vma, 'vm_area_struct', 'vm_lock_seq') === before]);
  expect(Object.fromEntries(marks)).toEqual({ 0: true, 2: true, 4: true, 6: true, 20: false });
  run.call('unlock_read');
});
