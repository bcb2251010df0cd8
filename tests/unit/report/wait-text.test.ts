import { describe, expect, it } from 'vitest';
import { withoutWaiting } from '../../../shared/report/place-text.ts';
import { awaitedLocks, cycleHeading, cycleText, lockText } from '../../../shared/report/wait-text.ts';
import type { Wait } from '../../../shared/trace/session.ts';

const frame = (fn: string, file: string, line: number) => ({ fn, file, line, column: 1 });
const taken = [frame('mmap_read_lock', 'kernel/mmap_lock.ts', 26), frame('thread a', 'x.scenario.ts', 5)];
const wait: Wait = { thread: 'w', lock: 'mmap_lock', wants: 'write', state: 'held by 2 readers', holders: [], behind: [], waitedMs: 400, stack: [] };

describe('what stuck threads wait for, in words', () => {
  it('says who holds a lock as far as that is known', () => {
    const holders = [{ thread: 'a', sure: true, stack: taken }, { thread: 'b', sure: false, stack: [] }];
    expect(lockText({ ...wait, holders })).toBe('mmap_lock is held by 2 readers: `a`, taken in mmap_read_lock (kernel/mmap_lock.ts:26), called from x.scenario.ts:5; the last to get in was `b`');
    expect(lockText({ ...wait, state: 'held for write', holders: [{ thread: 'a', sure: true, stack: [] }] })).toBe('mmap_lock is held for write by `a`');
    expect(lockText(wait)).toBe('mmap_lock is held by 2 readers');
  });

  it('tells each lock once, with all who wait for it', () => {
    const other = { ...wait, thread: 'x', lock: 'rwsem of anon_vma 0x40' };
    expect(awaitedLocks([wait, other, { ...wait, thread: 'r', behind: ['w'] }]).map(({ lock, waits }) => [lock, waits.map(({ thread }) => thread)])).toEqual([
      ['mmap_lock', ['w', 'r']],
      ['rwsem of anon_vma 0x40', ['x']],
    ]);
  });

  it('goes round in a cycle, and says of whom that is not certain', () => {
    const cycle = [{ thread: 'a', lock: 'mmap_lock', sure: true }, { thread: 'b', lock: 'vm_lock of VMA 0x1000–0x2000', sure: true }];
    expect(cycleText(cycle)).toBe('`a` → mmap_lock → `b` → vm_lock of VMA 0x1000–0x2000 → `a`');
    expect(cycleText([cycle[0]!, { ...cycle[1]!, sure: false }])).toMatch(/→ `a`, if `a` still has what it took for read$/);
    expect(cycleText([])).toBeNull();
    const headings = (last: boolean): string[] => [cycleHeading([cycle[0]!, { ...cycle[1]!, sure: last }]), cycleHeading([{ thread: 'a', lock: 'b', sure: last }])];
    expect(headings(true)).toEqual(['They wait in a circle', 'One waits for itself']);
    expect(headings(false)).toEqual(['They may wait in a circle', 'One may wait for itself']);
  });

  it('leaves out of a stack how any lock waits', () => {
    const waiting = [frame('schedule', 'kernel/sched.ts', 72), frame('rwsem_down_read_slowpath', 'kernel/rwsem_read.ts', 47)];
    expect(withoutWaiting([...waiting, ...taken])).toEqual(taken);
    expect(withoutWaiting(waiting)).toEqual(waiting);
  });
});
