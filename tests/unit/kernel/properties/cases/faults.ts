/** How a fault may wait, and how it ends: L1, L3. */
import { faultAnd } from '../explored.ts';
import { LOCKS_AGAIN_IN_FAULT } from '../overrides.ts';
import { alone, beside, type Case } from './case.ts';

const FAULT = 'page_fault(mm, 0x1000, 0);';
const ATOMIC = { MMAP_LOCK_ATOMIC: true };
const underVmaLock = (body: string): string => `override(fault_under_vma_lock, (mm: mm_struct, address: ulong, flags: ulong): int => { ${body} return VM_FAULT_RETRY; });`;
const faultThat = (body: string): string => `override(page_fault, (mm: mm_struct, address: ulong, flags: ulong): int => { ${body} });`;

const MPROTECT = faultAnd("thread('mprotect', () => { mprotect(mm, 0x1000, 0x1000, VM_READ); });").replace(' page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });\nthread', ' });\nthread');

const endsIn = (code: string, config: Record<string, boolean | number>, ...parts: string[]): Case => ({ violates: 'L3', property: 'L3', what: `a fault ends in ${code}, with ${JSON.stringify(config)}`, text: alone(FAULT, faultThat(`return ${code};`)), config, parts });
const endsWith = (what: string, body: string, part: string): Case => ({ violates: 'L3', property: 'L3', what: `a fault ends with ${what}`, text: alone(FAULT, faultThat(`${body} return 0;`)), parts: [part] });
/** It asks the other way than others hold it, so that it is just this question that is refused. */
const asks = (how: string, part: string): Case => ({
  violates: 'L3', property: 'L3', what: `a fault asks for mmap_lock for ${how}, which another has`, config: ATOMIC, parts: [part],
  text: beside({ fault: FAULT, other: 'mmap_write_lock(mm); held = true; mmap_write_unlock(mm);' }, `let held: boolean; ${underVmaLock(`wait_until(() => held); mmap_${how}_lock(mm); mmap_${how}_unlock(mm);`)}`),
});
/** In one step and alone: it has what it has asked for. */
const has = (how: string): Case => ({
  violates: null, property: 'L3', what: `a fault has got mmap_lock for ${how}`, config: ATOMIC, parts: [`fast_path: observe_return(atomic_down_${how}, fast_path_has)`],
  text: beside({ fault: `${FAULT} done = true;`, writer: 'wait_until(() => done); mmap_write_lock(mm); mmap_write_unlock(mm);' }, `let done: boolean; ${underVmaLock(`mmap_${how}_lock(mm); mmap_${how}_unlock(mm);`)}`),
});

export const FAULTS: Case[] = [
  { violates: 'L1', property: 'L1', what: 'a thread waits for what never comes', text: alone('wait_until(() => vma === NULL);'), parts: ["deadlock: deadlock('L1')"] },
  { violates: 'L3', property: 'L3', what: 'a fault sleeps', text: alone(FAULT, underVmaLock('schedule();')), parts: ['fast_path: !ghost_fast[this_thread()]'] },
  asks('read', 'fast_path: fast_path_asks(sem, (atomic_read(sem.count) & RWSEM_WRITER_LOCKED) === 0)'),
  { ...asks('read', 'fast_path: is_free'), what: 'a fault asks for what is not free' },
  asks('write', 'fast_path: fast_path_asks(sem, atomic_read(sem.count) === RWSEM_UNLOCKED_VALUE)'),
  { violates: 'L3', property: 'L3', what: 'a fault asks, and a writer is first', text: MPROTECT + LOCKS_AGAIN_IN_FAULT, config: ATOMIC, parts: ['fast_path: ghost_asks[t] !== sem'] },
  has('read'),
  has('write'),
  endsIn('7', { FATAL_SIGNALS: 1 }, 'fast_path: fault === VM_FAULT_SIGNAL'),
  endsIn('VM_FAULT_SIGNAL', {}, 'fast_path: CONFIG_FATAL_SIGNALS !== 0'),
  endsIn('7', { USERFAULTFD: true }, 'fast_path: fault === VM_FAULT_SIGBUS'),
  endsIn('VM_FAULT_SIGBUS', {}, 'fast_path: CONFIG_USERFAULTFD'),
  endsWith('a VMA held', 'rcu_read_lock(); vma_read_trylock(vma); rcu_read_unlock();', 'fast_path: ghost_read_of(t) === NULL'),
  endsWith('mmap_lock held', 'mmap_read_lock(mm);', 'fast_path: ghost_mmap[t] === NULL'),
  endsWith('RCU held', 'rcu_read_lock();', 'fast_path: current().rcu_ctr === 0'),
];
