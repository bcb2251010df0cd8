/** What makes mappings longer, shorter, or moves them: mremap, brk, and stacks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EEXIST, EFAULT, EINVAL, ENOMEM, mappings, PAGE, PMD, SIGSEGV } from '../address-space/view.ts';
import { explored } from '../properties/explored.ts';
import { A, GROWSDOWN, leftAtTheEnd, operations, READ, RW, SIGBUS, WRITE } from './calls.ts';

const run = operations();
const MAYMOVE = 1;
const FIXED = 2;
const DONTUNMAP = 4;
const LOCKED = 0x2000;
const FAR = A + 4 * PMD;
let mm = 0;

const frame = (address: number) => run.call('frame', 0, address);
/** In pages, from A. */
const ranges = () => mappings(run, mm).map(({ start, end }) => [(start - A) / PAGE, (end - A) / PAGE]);
const pages = () => run.field(mm, 'mm_struct', 'total_vm');

beforeEach(() => {
  mm = run.call('start');
});
afterEach(() => {
  expect(pages()).toBe(ranges().reduce((sum, [start, end]) => sum + end! - start!, 0));
  expect(leftAtTheEnd(run)).toEqual({});
});

describe('mremap', () => {
  beforeEach(() => {
    run.call('map', A, 4 * PAGE, RW);
    run.call('fault', A + PAGE, WRITE);
  });

  it('grows where there is room, and shrinks', () => {
    expect(run.call('move', A, 4 * PAGE, 6 * PAGE, 0, 0)).toBe(0);
    expect(ranges()).toEqual([[0, 6]]);
    expect(run.call('move', A, 6 * PAGE, PAGE, 0, 0)).toBe(0);
    expect([ranges(), frame(A + PAGE)]).toEqual([[[0, 1]], 0]);
  });

  it('moves a part with its frames, far away', () => {
    const before = frame(A + PAGE);
    expect(run.call('move', A + PAGE, 2 * PAGE, 3 * PAGE, MAYMOVE | FIXED, FAR)).toBe(0);
    expect(ranges()).toEqual([[0, 1], [3, 4], [128, 131]]);
    expect([frame(FAR), frame(A + PAGE)]).toEqual([before, 0]);
    expect(run.call('fault', FAR, WRITE)).toBe(0);
    expect(run.call('fault', A + PAGE, WRITE)).toBe(SIGSEGV);
  });

  it('moves only when there is no room', () => {
    run.call('map', A + 4 * PAGE, PAGE, READ);
    expect(run.call('move', A, 4 * PAGE, 5 * PAGE, 0, 0) | 0).toBe(-ENOMEM);
    expect(run.call('move', A, 4 * PAGE, 5 * PAGE, MAYMOVE, FAR)).toBe(0);
    expect(ranges()).toEqual([[4, 5], [128, 133]]);
  });

  it('may leave the old range mapped, to begin anew', () => {
    const before = frame(A + PAGE);
    expect(run.call('move', A, 4 * PAGE, 4 * PAGE, MAYMOVE | DONTUNMAP, FAR)).toBe(0);
    expect(ranges()).toEqual([[0, 4], [128, 132]]);
    expect([frame(FAR + PAGE), frame(A + PAGE)]).toEqual([before, 0]);
    expect(run.field(run.call('vma_at', 0, A), 'vm_area_struct', 'anon_vma')).toBe(0);
    expect(run.call('fault', A + PAGE, WRITE)).toBe(0);
  });

  it('does not register the new range with userfaultfd, as nobody has asked for that', () => {
    expect(run.call('register', A, 4 * PAGE, 1)).toBe(0);
    expect(run.call('move', A, 4 * PAGE, 4 * PAGE, MAYMOVE | DONTUNMAP, FAR)).toBe(0);
    expect([A + PAGE, FAR + PAGE, FAR].map((address) => run.call('fault', address, WRITE))).toEqual([SIGBUS, 0, 0]);
    expect(run.field(run.call('vma_at', 0, FAR), 'vm_area_struct', 'vm_flags')).toBe(RW);
  });

  it('unlocks the old range that it leaves mapped', () => {
    expect(run.call('lock_pages', A, 4 * PAGE)).toBe(0);
    expect(run.call('move', A, 4 * PAGE, 4 * PAGE, MAYMOVE | DONTUNMAP, FAR)).toBe(0);
    expect([A, FAR].map((address) => run.field(run.call('vma_at', 0, address), 'vm_area_struct', 'vm_flags'))).toEqual([RW, RW | LOCKED]);
  });

  it.each([
    ['no VMA there', [A + 8 * PAGE, PAGE, PAGE, 0, 0], EFAULT],
    ['more than one VMA', [A, 5 * PAGE, 6 * PAGE, 0, 0], EFAULT],
    ['to go there, and not allowed to move', [A, PAGE, PAGE, FIXED, FAR], EINVAL],
    ['to leave it mapped, and not allowed to move', [A, PAGE, PAGE, DONTUNMAP, FAR], EINVAL],
    ['something is there already', [A, PAGE, PAGE, MAYMOVE | FIXED, A + 2 * PAGE], EEXIST],
    ['not allowed to move', [A, PAGE, 2 * PAGE, 0, 0], ENOMEM],
  ] as const)('changes nothing: %s', (_, [address, from, to, flags, where], error) => {
    expect(run.call('move', address, from, to, flags, where) | 0).toBe(-error);
    expect(ranges()).toEqual([[0, 4]]);
  });
});

it('brk moves the end of the heap, up and down', () => {
  run.call('begin_heap', A);
  expect(run.call('heap', A + 3 * PAGE)).toBe(0);
  expect(run.call('heap', A + 5 * PAGE)).toBe(0);
  expect([ranges(), run.call('fault', A + 4 * PAGE, WRITE)]).toEqual([[[0, 5]], 0]);
  expect(run.call('heap', A + PAGE)).toBe(0);
  expect(ranges()).toEqual([[0, 1]]);
  run.call('map', A + 2 * PAGE, PAGE, READ);
  expect(run.call('heap', A + 3 * PAGE) | 0).toBe(-EEXIST);
  expect(run.call('heap', A - PAGE) | 0).toBe(-EINVAL);
  expect(run.field(mm, 'mm_struct', 'brk')).toBe(A + PAGE);
});

it('brk has moved the end of the heap before mmap_lock is downgraded, and moves it back where memory is short', { timeout: 600_000 }, async () => {
  const heap = `
    property('B', 'the end of the heap', 'Whoever has mmap_lock for read finds the heap and its end alike.');
    let mm: mm_struct;
    setup(() => { mm = mm_alloc(); set_brk(mm, 0x1000); brk(mm, 0x3000); });
    function ends_at_brk(): boolean { return vma_lookup(mm, mm.brk - 1) !== NULL && vma_lookup(mm, mm.brk) === NULL; }
    observe_call(unmap_region, () => { check('B', this_thread() === 0 || ends_at_brk()); });
    thread('heap', () => { brk(mm, 0x2000); });
    teardown(() => { assert(ends_at_brk(), 'the heap ends at brk'); mmput(mm); });`;
  for (const FAIL_ALLOCATIONS of [0, 1]) expect(await explored(heap, { config: { FAIL_ALLOCATIONS } })).toMatchObject({ outcome: 'verified', violation: null });
});

it('a stack grows down to where it is touched; nothing else does', () => {
  run.call('map', A, PAGE, READ);
  run.call('map', A + 10 * PAGE, PAGE, RW | GROWSDOWN);
  expect(run.call('fault', A + 7 * PAGE + 8, WRITE)).toBe(0);
  expect(ranges()).toEqual([[0, 1], [7, 11]]);
  expect(run.counter('EXPAND_STACK')).toBe(1);
  expect(run.call('fault', A - PAGE, 0)).toBe(SIGSEGV);
  expect(run.call('fault', A + 11 * PAGE, 0)).toBe(SIGSEGV);
  expect(run.call('fault', A + 7 * PAGE, 0)).toBe(0);
});
