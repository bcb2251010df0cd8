/** The VMA lock as posted: marks, refusals, the batch release, copies, and what happens when the sequence number wraps. */
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../dialect/run-live.ts';
import { runKernel } from './in-thread.ts';

const SNIPPET = `
let mm: mm_struct;
let vma: vm_area_struct;
let other: vm_area_struct;
setup(() => { mm = mm_alloc(); });
function fresh(): void {
  mm.mm_lock_seq = 0;
  vma = vm_area_alloc(mm);
  other = vm_area_alloc(mm);
}
function lock_mm(): void { mmap_write_lock(mm); }
function unlock_mm(): void { mmap_write_unlock(mm); }
function downgrade_mm(): void { mmap_write_downgrade(mm); }
function read_unlock_mm(): void { mmap_read_unlock(mm); }
function mark(): void { vma_write_lock(vma); }
function mark_other(): void { vma_write_lock(other); }
function assert_marked(): void { vma_assert_write_locked(vma); }
function lock(): boolean { rcu_read_lock(); const got = vma_read_trylock(vma); rcu_read_unlock(); return got; }
function lock_other(): boolean { rcu_read_lock(); const got = vma_read_trylock(other); rcu_read_unlock(); return got; }
function unlock(): void { vma_read_unlock(vma); }
function end_write_all(): void { vma_write_unlock_mm(mm); }
function dup(): vm_area_struct { return vm_area_dup(vma); }
function vma_seq(): int { return vma.vm_lock_seq; }
function vma_count(): int { return atomic_read(vma.vm_lock.count); }
function mm_seq(): int { return mm.mm_lock_seq; }
function set_mm_seq(seq: int): void { mm.mm_lock_seq = seq; }
`;

const WRITER = 1;
const READER = 2;

describe.each(['v1-rwsem', 'v1-rwsem-rcu'])('%s', (protocol) => {
  const run = runKernel(SNIPPET, { protocol });
  const falseLocked = () => run.counter('VMA_FALSE_LOCKED', READER);

  beforeEach(() => {
    run.call('fresh');
  });

  it('begins unlocked', () => {
    expect([run.call('vma_seq'), run.call('mm_seq'), run.call('vma_count')]).toEqual([-1, 0, 0]);
    expect(run.callOn(READER, 'lock')).toBe(1);
    expect(run.call('vma_count')).toBe(256);
    run.callOn(READER, 'unlock');
    expect(run.call('vma_count')).toBe(0);
  });

  it('is a mark: the semaphore is free again, readers are refused, and marking twice changes nothing', () => {
    run.callOn(WRITER, 'lock_mm');
    run.callOn(WRITER, 'mark');
    expect([run.call('vma_seq'), run.call('vma_count')]).toEqual([0, 0]);
    run.callOn(WRITER, 'mark');
    run.callOn(WRITER, 'assert_marked');
    expect([run.callOn(READER, 'lock'), run.callOn(READER, 'lock_other')]).toEqual([0, 1]);
    expect([run.call('vma_seq'), run.call('vma_count'), run.call('mm_seq')]).toEqual([0, 0, 0]);
    run.callOn(WRITER, 'unlock_mm');
  });

  it('drops all marks with one addition, before mmap_lock is released', () => {
    run.callOn(WRITER, 'lock_mm');
    run.callOn(WRITER, 'mark');
    run.callOn(WRITER, 'mark_other');
    run.callOn(WRITER, 'unlock_mm');
    expect(run.call('mm_seq')).toBe(1);
    expect([run.callOn(READER, 'lock'), run.callOn(READER, 'lock_other')]).toEqual([1, 1]);
    run.callOn(READER, 'unlock');
  });

  it('drops all marks at a downgrade, while mmap_lock is kept for read', () => {
    run.callOn(WRITER, 'lock_mm');
    run.callOn(WRITER, 'mark');
    run.callOn(WRITER, 'downgrade_mm');
    expect(run.callOn(READER, 'lock')).toBe(1);
    run.callOn(READER, 'unlock');
    expect(failureOf(() => run.callOn(WRITER, 'assert_marked')).message).toContain('VM_BUG_ON');
    run.callOn(WRITER, 'read_unlock_mm');
  });

  it('is no mark once it is old, and must be set anew', () => {
    run.callOn(WRITER, 'lock_mm');
    run.callOn(WRITER, 'mark');
    run.callOn(WRITER, 'unlock_mm');
    run.callOn(WRITER, 'lock_mm');
    expect(failureOf(() => run.callOn(WRITER, 'assert_marked')).message).toContain('VM_BUG_ON_VMA');
    run.callOn(WRITER, 'mark');
    expect(run.call('vma_seq')).toBe(1);
    run.callOn(WRITER, 'unlock_mm');
  });

  it.each(['mark', 'end_write_all', 'assert_marked'])('%s needs mmap_lock for write, by the very task', (operation) => {
    expect(failureOf(() => run.callOn(WRITER, operation)).message).toContain('VM_BUG_ON');
    run.callOn(READER, 'lock_mm');
    expect(failureOf(() => run.callOn(WRITER, operation)).message).toContain('VM_BUG_ON');
    run.callOn(READER, 'unlock_mm');
  });

  it('gives a copy a lock of its own, without the readers and the mark of the original', () => {
    expect(run.callOn(READER, 'lock')).toBe(1);
    run.callOn(WRITER, 'lock_mm');
    const copy = run.call('dup');
    expect(run.call('vma_count')).toBe(256);
    expect(['count.counter', 'owner.counter', 'osq.tail', 'wait_lock.locked'].map((f) => run.field(copy, 'vm_area_struct', `vm_lock.${f}`))).toEqual([0, 0, 0, 0]);
    expect(run.field(copy, 'vm_area_struct', 'vm_lock_seq') | 0).toBe(-1);
    // An empty list points to itself, not to the original's.
    const [next, prev] = ['next', 'prev'].map((f) => run.field(copy, 'vm_area_struct', `vm_lock.wait_list.${f}`));
    expect([next! > copy && next! < copy + 128, prev]).toEqual([true, next]);
    run.callOn(READER, 'unlock');
    run.callOn(WRITER, 'unlock_mm');
  });

  describe('when the number wraps', () => {
    it('goes from the greatest number to the least, and marks work across', () => {
      run.call('set_mm_seq', 0x7fffffff);
      run.callOn(WRITER, 'lock_mm');
      run.callOn(WRITER, 'mark');
      expect(run.callOn(READER, 'lock')).toBe(0);
      run.callOn(WRITER, 'unlock_mm');
      expect(run.call('mm_seq')).toBe(-(2 ** 31));
      expect(run.callOn(READER, 'lock')).toBe(1);
      run.callOn(READER, 'unlock');
    });

    it('refuses readers of a VMA whose old mark looks new, until the next write unlock', () => {
      run.call('set_mm_seq', -2);
      run.callOn(WRITER, 'lock_mm');
      run.callOn(WRITER, 'unlock_mm');
      const before = falseLocked();
      expect([run.call('mm_seq'), run.callOn(READER, 'lock')]).toEqual([-1, 0]);
      expect(falseLocked() - before).toBe(1);
      run.callOn(WRITER, 'lock_mm');
      run.callOn(WRITER, 'unlock_mm');
      expect(run.callOn(READER, 'lock')).toBe(1);
      run.callOn(READER, 'unlock');
    });

    it('lets a writer skip the wait for a reader: the hole that the posted patch has', () => {
      run.call('set_mm_seq', -2);
      expect(run.callOn(READER, 'lock')).toBe(1);
      run.callOn(WRITER, 'lock_mm');
      run.callOn(WRITER, 'unlock_mm');
      run.callOn(WRITER, 'lock_mm');
      run.callOn(WRITER, 'mark');
      run.callOn(WRITER, 'assert_marked');
      expect(run.call('vma_count')).toBe(256);
      run.callOn(READER, 'unlock');
      run.callOn(WRITER, 'unlock_mm');
    });
  });
});

describe('without CONFIG_PER_VMA_LOCK', () => {
  it('marks nothing, checks nothing and gives nobody a VMA', () => {
    const run = runKernel(SNIPPET, { config: { PER_VMA_LOCK: false } });
    run.call('fresh');
    run.callOn(WRITER, 'mark');
    run.callOn(WRITER, 'assert_marked');
    run.callOn(WRITER, 'lock_mm');
    run.callOn(WRITER, 'mark');
    run.callOn(WRITER, 'unlock_mm');
    expect([run.call('vma_seq'), run.call('mm_seq'), run.callOn(READER, 'lock')]).toEqual([-1, 0, 0]);
  });
});
