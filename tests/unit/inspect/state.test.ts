import { beforeAll, describe, expect, it } from 'vitest';
import { addressSpaces } from '../../../shared/inspect/address-space.ts';
import { holdText } from '../../../shared/inspect/holders.ts';
import { holdingsOf } from '../../../shared/inspect/holdings.ts';
import { locksOf } from '../../../shared/inspect/locks.ts';
import { mapleTree } from '../../../shared/inspect/maple.ts';
import type { Memory } from '../../../shared/inspect/memory.ts';
import { presentPages } from '../../../shared/inspect/pages.ts';
import { rcuOf } from '../../../shared/inspect/rcu.ts';
import { rowsOf, shownRows } from '../../../shared/inspect/rows.ts';
import { toldOf } from '../../../shared/inspect/told.ts';
import { PlayedByHand } from './played.ts';

const SCENARIO = `scenario({ title: 'Looked at', protocol: 'v1-rwsem-rcu', config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false } });
let mm: mm_struct;
setup(() => {
  mm = mm_alloc();
  mmap(mm, 0x1000, 0x2000, VM_READ | VM_WRITE);
  mmap(mm, 0x8000, 0x1000, VM_READ);
  page_fault(mm, 0x1000, FAULT_FLAG_WRITE);
});
thread('fault', () => { page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('munmap', () => { munmap(mm, 0x1000, 0x2000); });
teardown(() => { mmput(mm); });
`;

let played: PlayedByHand;
beforeAll(() => {
  played = new PlayedByHand(SCENARIO);
});

const space = (memory: Memory) => addressSpaces(memory, toldOf(memory, null))[0]!;
const locks = (memory: Memory) => locksOf(memory, toldOf(memory, null));
const holdings = (memory: Memory) => holdingsOf(memory, locks(memory));
const row = (memory: Memory, name: string, path: string, before: Memory | null = null) =>
  rowsOf(memory, memory.regions.find((region) => region.name === name)!, before).find((each) => each.path === path)!;

describe('a state looked at', () => {
  // One way through the scenario, in order: each test goes on from where the one before it stopped.
  it('shows what setting up left: VMAs, pages, the tree', () => {
    const memory = played.memory();
    const { vmas, outside, lockSeq, address, mmapLock, waiters } = space(memory);
    expect(vmas.map(({ start, end, flags, lock }) => ({ start, end, flags, held: lock.held }))).toEqual([
      { start: 0x1000, end: 0x3000, flags: 3, held: null },
      { start: 0x8000, end: 0x9000, flags: 1, held: null },
    ]);
    expect(outside).toEqual([]);
    expect({ ...mmapLock, waiters }).toEqual({ held: null, count: 0, holders: [], waiters: false });
    expect(presentPages(memory, address)).toEqual([{ address: 0x1000, frame: 'page #0', writable: true, table: 'pte_table #0' }]);
    const tree = mapleTree(memory, address)!;
    expect(tree.level).toBe(0);
    expect(tree.slots.map(({ first, last, entry }) => ({ first, last, entry }))).toEqual([
      { first: 0x1000, last: 0x2fff, entry: vmas[0]!.name },
      { first: 0x8000, last: 0x8fff, entry: vmas[1]!.name },
    ]);
    expect(row(memory, space(memory).name, 'mm_lock_seq').value).toBe(lockSeq);
    expect(holdings(memory)).toEqual([]);
    // The second mmap replaced the tree's node.
    expect(rcuOf(memory)).toMatchObject({ readers: [], callbacks: [{ object: 'maple_node #0', func: 'maple_node_free_rcu', over: false }] });
  });

  it('shows an RCU section while the VMA is looked up, then its lock taken for read', () => {
    let memory = played.until('fault', (m) => rcuOf(m)!.readers.length > 0);
    expect(holdings(memory)).toEqual([{ thread: 'fault', holds: [expect.stringMatching(/^RCU: in a section since grace period \d+$/)] }]);
    const before = memory;
    memory = played.until('fault', (m) => space(m).vmas[0]!.lock.count > 0);
    const { name } = space(memory).vmas[0]!;
    const count = row(memory, name, 'vm_lock.count', before);
    expect(count).toMatchObject({ label: 'count', value: 0x100, text: '0x00000100', meaning: '1 reader', was: '0', changed: true });
    expect(row(memory, name, 'vm_lock', before)).toMatchObject({ changed: true, value: null });
    expect(row(memory, name, 'vm_start', before)).toMatchObject({ text: '0x1000', changed: false, was: null });
    memory = played.until('fault', (m) => holdings(m).some(({ holds }) => holds.includes('vm_lock of VMA 0x1000–0x3000 for read')));
    expect(locks(memory)[0]).toMatchObject({ name: 'vm_lock of VMA 0x1000–0x3000', place: `${name}.vm_lock`, kind: 'rw_semaphore', held: 'read', text: '1 reader' });
    expect(holdText(memory, locks(memory)[0]!)).toBe('fault');
  });

  it('shows the writer: mmap_lock, whom it waits for, and the VMA marked once the reader is gone', () => {
    let memory = played.until('munmap', (m) => space(m).mmapLock.held === 'write');
    expect(row(memory, space(memory).name, 'mmap_lock.count').meaning).toBe('WRITER_LOCKED');
    memory = played.until('munmap', (m) => locks(m).some(({ waiters }) => waiters.length > 0));
    expect(locks(memory)[0]).toMatchObject({ place: `${space(memory).vmas[0]!.name}.vm_lock`, waiters: ['munmap (write)'] });
    expect(row(memory, space(memory).vmas[0]!.name, 'vm_lock.wait_list').meaning).toBe('munmap (write)');
    played.until('fault', (m) => holdings(m).every(({ thread }) => thread !== 'fault') && space(m).vmas[0]!.lock.count === 0);
    memory = played.until('munmap', (m) => space(m).vmas.some(({ lock }) => lock.held === 'write'));
    const marked = space(memory).vmas.find(({ lock }) => lock.held === 'write')!;
    expect(row(memory, marked.name, 'vm_lock_seq').meaning).toBe('write-locked: equals mm_lock_seq');
    expect(holdings(memory)).toMatchObject([{ thread: 'munmap', holds: ['mmap_lock for write', 'vm_lock of VMA 0x1000–0x3000 for write'] }]);
  });

  it('shows what waits for a grace period, and what is freed', () => {
    let memory = played.until('munmap', (m) => rcuOf(m)!.callbacks.some(({ func }) => func.includes('vm_area')));
    const { object } = rcuOf(memory)!.callbacks.find(({ func }) => func.includes('vm_area'))!;
    expect(space(memory).outside).toMatchObject([{ name: object, detached: true }]);
    memory = played.until('rcu_gp', (m) => m.regions.find(({ name }) => name === object)!.freed);
    // It is of no mm any more, whose number it could equal.
    expect(row(memory, object, 'vm_lock_seq').meaning).toBeNull();
    expect(space(memory).outside).toEqual([]);
    expect(space(memory).vmas).toHaveLength(1);
  });

  it('leaves out what says nothing, and what has not changed, unless it is asked for', () => {
    const memory = played.memory();
    const rows = rowsOf(memory, memory.regions.find(({ name }) => name === 'init_tasks')!, memory);
    expect(rows.find(({ path }) => path === '[1]')).toMatchObject({ label: '[1] rcu_gp', changed: false });
    expect(shownRows(rows, { changed: true, quiet: true })).toEqual([]);
    const shown = shownRows(rows, { changed: false, quiet: false });
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(rows.length);
    expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
  });
});
