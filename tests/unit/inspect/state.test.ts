import { beforeAll, describe, expect, it } from 'vitest';
import { addressSpaces } from '../../../shared/inspect/address-space.ts';
import { holdingsOf } from '../../../shared/inspect/holdings.ts';
import { locksOf } from '../../../shared/inspect/locks.ts';
import { mapleTree } from '../../../shared/inspect/maple.ts';
import type { Memory } from '../../../shared/inspect/memory.ts';
import { presentPages } from '../../../shared/inspect/pages.ts';
import { rcuOf } from '../../../shared/inspect/rcu.ts';
import { rowsOf, shownRows } from '../../../shared/inspect/rows.ts';
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

const space = (memory: Memory) => addressSpaces(memory)[0]!;
const row = (memory: Memory, name: string, path: string, before: Memory | null = null) =>
  rowsOf(memory, memory.regions.find((region) => region.name === name)!, before).find((each) => each.path === path)!;

describe('a state looked at', () => {
  // One way through the scenario, in order: each test goes on from where the one before it stopped.
  it('shows what setting up left: VMAs, pages, the tree', () => {
    const memory = played.memory();
    const { vmas, detached, lockSeq, address, mmapLock } = space(memory);
    expect(vmas.map(({ start, end, flags, writeLocked }) => ({ start, end, flags, writeLocked }))).toEqual([
      { start: 0x1000, end: 0x3000, flags: 3, writeLocked: false },
      { start: 0x8000, end: 0x9000, flags: 1, writeLocked: false },
    ]);
    expect(detached).toEqual([]);
    expect(mmapLock).toEqual({ readers: 0, writer: false, waiters: false, handoff: false });
    expect(presentPages(memory, address)).toEqual([{ address: 0x1000, frame: 'page #0', writable: true, table: 'pte_table #0' }]);
    const tree = mapleTree(memory, address)!;
    expect(tree.level).toBe(0);
    expect(tree.slots.map(({ first, last, entry }) => ({ first, last, entry }))).toEqual([
      { first: 0x1000, last: 0x2fff, entry: vmas[0]!.name },
      { first: 0x8000, last: 0x8fff, entry: vmas[1]!.name },
    ]);
    expect(row(memory, space(memory).name, 'mm_lock_seq').value).toBe(lockSeq);
    expect(holdingsOf(memory)).toEqual([]);
    // The second mmap replaced the tree's node.
    expect(rcuOf(memory)).toMatchObject({ readers: [], callbacks: [{ object: 'maple_node #0', func: 'maple_node_free_rcu', over: false }] });
  });

  it('shows an RCU section while the VMA is looked up, then its lock taken for read', () => {
    let memory = played.until('fault', (m) => rcuOf(m)!.readers.length > 0);
    expect(holdingsOf(memory)).toEqual([{ thread: 'fault', holds: [expect.stringMatching(/^RCU: in a section since grace period \d+$/)] }]);
    const before = memory;
    memory = played.until('fault', (m) => space(m).vmas[0]!.lock.readers > 0);
    const { name } = space(memory).vmas[0]!;
    const count = row(memory, name, 'vm_lock.count', before);
    expect(count).toMatchObject({ label: 'count', value: 0x100, text: '0x00000100', meaning: '1 reader', was: '0', changed: true });
    expect(row(memory, name, 'vm_lock', before)).toMatchObject({ changed: true, value: null });
    expect(row(memory, name, 'vm_start', before)).toMatchObject({ text: '0x1000', changed: false, was: null });
    memory = played.until('fault', (m) => holdingsOf(m).some(({ holds }) => holds.includes(`${name} for read`)));
    expect(locksOf(memory)[0]).toMatchObject({ name: `${name}.vm_lock`, kind: 'rw_semaphore', held: 'read', text: '1 reader', holder: 'last reader fault, READER_OWNED' });
  });

  it('shows the writer: mmap_lock, whom it waits for, and the VMA marked once the reader is gone', () => {
    let memory = played.until('munmap', (m) => space(m).mmapLock.writer);
    expect(row(memory, space(memory).name, 'mmap_lock.count').meaning).toBe('WRITER_LOCKED');
    memory = played.until('munmap', (m) => locksOf(m).some(({ waiters }) => waiters.length > 0));
    expect(locksOf(memory)[0]).toMatchObject({ name: `${space(memory).vmas[0]!.name}.vm_lock`, waiters: ['munmap (write)'] });
    expect(row(memory, space(memory).vmas[0]!.name, 'vm_lock.wait_list').meaning).toBe('munmap (write)');
    played.until('fault', (m) => holdingsOf(m).every(({ thread }) => thread !== 'fault') && space(m).vmas[0]!.lock.readers === 0);
    memory = played.until('munmap', (m) => space(m).vmas.some(({ writeLocked }) => writeLocked));
    const marked = space(memory).vmas.find(({ writeLocked }) => writeLocked)!;
    expect(row(memory, marked.name, 'vm_lock_seq').meaning).toBe('write-locked: equals mm_lock_seq');
    played.until('munmap', (m) => holdingsOf(m).some(({ thread, holds }) => thread === 'munmap' && holds.includes(`${marked.name} write-locked`)));
  });

  it('shows what waits for a grace period, and what is freed', () => {
    let memory = played.until('munmap', (m) => rcuOf(m)!.callbacks.some(({ func }) => func.includes('vm_area')));
    const { object } = rcuOf(memory)!.callbacks.find(({ func }) => func.includes('vm_area'))!;
    expect(space(memory).detached.map(({ name }) => name)).toEqual([object]);
    memory = played.until('rcu_gp', (m) => m.regions.find(({ name }) => name === object)!.freed);
    expect(space(memory).detached).toEqual([]);
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
