/** Deadlocks as they stand in memory, in each form of the lock. */
import { beforeAll, describe, expect, it } from 'vitest';
import { waitsOf, type LockWait } from '../../../shared/inspect/waits.ts';
import type { Memory } from '../../../shared/inspect/memory.ts';
import { PlayedByHand } from './played.ts';

const HEAD = "setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });";
const scenario = (protocol: string, threads: string) => `scenario({ title: 'Stuck', protocol: '${protocol}', config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false } });
let mm: mm_struct;
let holds: int;
${HEAD}
${threads}
`;

/** By the name of the thread, without what names its place in memory. */
function told(memory: Memory): Record<string, object> {
  const name = (thread: number): string => memory.threadName(thread);
  const one = ({ thread, lock, wants, state, holders, behind }: LockWait): [string, object] =>
    [name(thread), { lock, wants, state, holders: holders.map((each) => `${name(each.thread)}${each.sure ? '' : '?'}`), behind: behind.map(name) }];
  return Object.fromEntries(waitsOf(memory).map(one));
}
const waits = (name: string) => (memory: Memory): boolean => name in told(memory);
const holds = (value: number) => (memory: Memory): boolean => memory.global('holds')!.words[0] === value;

const sleeps = (name: string) => (memory: Memory): boolean =>
  memory.field(memory.global('init_tasks')!.address + memory.program.threads.findIndex((t) => t.name === name) * memory.structs.get('task_struct')!.size, 'task_struct', 'on_cpu') === 0;

const CROSSED = `
thread('fault', () => { rcu_read_lock(); vma_read_trylock(vma_lookup(mm, 0x1000)); rcu_read_unlock(); holds = 1; mmap_read_lock(mm); });
thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });`;

describe('a thread that waits', () => {
  it.each([
    ['v1-rwsem-rcu', 'vm_lock', ['fault?']],
    ['6.4-6.13', 'vm_lock', ['fault?']],
    ['v1-41of41', 'vm_lock', []],
    ['6.15-refcnt', 'vm_refcnt', []],
  ])('waits for a lock by its name in %s', (protocol, word, reader) => {
    const played = new PlayedByHand(scenario(protocol, CROSSED));
    played.until('fault', holds(1));
    played.until('munmap', waits('munmap'));
    expect(told(played.until('fault', waits('fault')))).toEqual({
      munmap: { lock: `${word} of VMA 0x1000–0x2000`, wants: 'write', state: 'held by 1 reader', holders: reader, behind: [] },
      fault: { lock: 'mmap_lock', wants: 'read', state: 'held for write', holders: ['munmap'], behind: [] },
    });
  });

  // The last reader wakes nobody.
  it.each([
    ['v1-41of41', 'vm_lock of a VMA', 'wake_up'],
    ['6.15-refcnt', 'vm_refcnt of VMA 0x1000–0x2000', 'rcuwait_wake_up'],
  ])('may wait for what nobody holds any more in %s', (protocol, lock, wakes) => {
    const played = new PlayedByHand(scenario(protocol, `
override(${wakes}, () => {});
thread('fault', () => { const vma = lock_vma_under_rcu(mm, 0x1000); holds = 1; vma_read_unlock(vma); holds = 2; });
thread('mlock', () => { mlock(mm, 0x1000, 0x1000); });`));
    played.until('fault', holds(1));
    expect(told(played.until('mlock', sleeps('mlock')))).toMatchObject({ mlock: { state: 'held by 1 reader' } });
    expect(told(played.until('fault', holds(2)))).toMatchObject({ mlock: { lock, wants: 'write', state: 'free', holders: [] } });
  });

  it('may wait for a semaphore that says of nobody that he waits', () => {
    const played = new PlayedByHand(scenario('v1-rwsem-rcu', `
override(rwsem_down_write_slowpath, (sem, killable) => {
  const waiter = local<rwsem_waiter>();
  rwsem_init_waiter(waiter, RWSEM_WAITING_FOR_WRITE);
  rwsem_add_waiter(sem, waiter);
  set_current_state(TASK_UNINTERRUPTIBLE);
  schedule();
  return false;
});
let lock: Embedded<rw_semaphore>;
thread('reader', () => { init_rwsem(lock); down_read(lock); holds = 1; up_read(lock); holds = 2; });
thread('writer', () => { down_write(lock); });`));
    played.until('reader', holds(1));
    played.until('writer', sleeps('writer'));
    expect(told(played.until('reader', holds(2)))).toMatchObject({ writer: { lock: 'lock', wants: 'write', state: 'free' } });
  });

  it('may wait for those who are about to see that a VMA is on its way out', () => {
    const played = new PlayedByHand(scenario('6.15-refcnt', `
override(refcount_inc_not_zero_limited_acquire, (r, limit) => {
  holds++;
  return atomic_inc_return(r) - 1;
});
thread('fault', () => { page_fault(mm, 0x1000, 0); });
thread('other', () => { page_fault(mm, 0x1000, 0); });
thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });`));
    const field = (memory: Memory, name: string): number => memory.fieldOf(memory.objects('vm_area_struct')[0]!, 'vm_area_struct', name);
    const counts = (refcnt: number) => (memory: Memory): boolean => field(memory, 'vm_refcnt.counter') === refcnt;
    // The first is setup's.
    played.until('fault', holds(2));
    played.until('other', holds(3));
    // Marked, and not yet detached.
    played.until('munmap', (memory) => field(memory, 'vm_lock_seq') === 3 && counts(1)(memory));
    played.until('fault', counts(2));
    played.until('other', counts(3));
    expect(told(played.until('munmap', sleeps('munmap')))).toMatchObject({ munmap: { state: 'held by 2 readers' } });
    expect(told(played.until('fault', counts(0x40000001)))).toMatchObject({ munmap: { state: 'held by 1 reader' } });
  });

  describe('and', () => {
    // Goes on from test to test.
    let played: PlayedByHand;
    beforeAll(() => {
      played = new PlayedByHand(scenario('v1-rwsem-rcu', `
thread('reader', () => { mmap_read_lock(mm); holds = 1; mmap_read_lock(mm); });
thread('writer', () => { mmap_write_lock(mm); });
thread('section', () => { rcu_read_lock(); holds = 2; while (READ_ONCE(holds) !== 3) cpu_relax(); rcu_read_unlock(); });
thread('updater', () => { synchronize_rcu(); });
let other: mm_struct;
let lock: Embedded<rw_semaphore>;
thread('one', () => { other = mm_alloc(); mmap_write_lock(other); mmap_write_lock(other); });
thread('two', () => { init_rwsem(lock); down_write(lock); down_read(lock); });`));
    });

    it('may stand in line behind one that could share with nobody', () => {
      played.until('reader', holds(1));
      played.until('writer', sleeps('writer'));
      expect(told(played.until('reader', sleeps('reader')))).toEqual({
        writer: { lock: 'mmap_lock', wants: 'write', state: 'held by 1 reader', holders: ['reader?'], behind: [] },
        reader: { lock: 'mmap_lock', wants: 'read', state: 'held by 1 reader', holders: ['reader?'], behind: ['writer'] },
      });
    });

    it('may wait for a grace period, which sections hold up', () => {
      played.until('section', holds(2));
      // It has not begun.
      expect(told(played.until('updater', waits('updater')))).toMatchObject({ updater: { state: 'held up by no RCU section' } });
      expect(told(played.until('rcu_gp', (m) => (told(m)['updater'] as { holders: string[] }).holders.length > 0))).toMatchObject({
        updater: { lock: 'a grace period', wants: null, state: 'held up by 1 RCU section', holders: ['section'], behind: [] },
      });
    });

    it('may wait for the lock of one of several address spaces, or for one of its own', () => {
      played.until('one', waits('one'));
      expect(told(played.until('two', waits('two')))).toMatchObject({
        one: { lock: 'mmap_lock of mm_struct #1', wants: 'write', state: 'held for write', holders: ['one'], behind: [] },
        two: { lock: 'lock', wants: 'read', state: 'held for write', holders: ['two'], behind: [] },
      });
    });
  });
});
