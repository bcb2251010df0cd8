/** Page tables: made level by level, shared by neighbours, freed when nobody needs them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { runKernel } from '../in-thread.ts';
import { CALLS, FAULT_WRITE, PAGE, pageTables, PGDIR, PMD, PUD, VM } from './view.ts';

const run = runKernel(CALLS);
const RW = VM.read | VM.write;
let mm = 0;

beforeEach(() => {
  if (mm !== 0) run.call('finish');
  run.call('drain_rcu');
  expect(run.objects()).toEqual({});
  mm = run.call('start');
});

const map = (address: number, pages: number, flags = RW) => expect(run.call('map', address, pages * PAGE, flags)).toBe(0);
const unmap = (address: number, pages: number) => expect(run.call('unmap', address, pages * PAGE)).toBe(0);
const touch = (address: number, flags = FAULT_WRITE) => expect(run.call('access', address, flags)).toBe(0);
const tables = () => pageTables(run, mm).tables;
const pages = () => Object.fromEntries(pageTables(run, mm).pages);
const inMemory = () => ({ pte: run.count('pte_table'), upper: run.count('pgtable') - 1, frames: run.count('page') });

describe('page tables', () => {
  it('come with the first fault, one on each level, and not with mmap', () => {
    map(PUD + PMD, 4);
    expect(inMemory()).toEqual({ pte: 0, upper: 0, frames: 0 });
    touch(PUD + PMD + PAGE);
    expect(tables()).toEqual([[0, PGDIR], [PUD, PUD], [PUD + PMD, PMD]]);
    expect(inMemory()).toEqual({ pte: 1, upper: 2, frames: 1 });
    touch(PUD + PMD + 2 * PAGE);
    expect(inMemory()).toEqual({ pte: 1, upper: 2, frames: 2 });
  });

  it('have one frame for each page, whoever touches it how often', () => {
    map(0x10000, 2);
    for (let i = 0; i < 3; i++) touch(0x10000, i % 2);
    touch(0x10000 + 0xabc);
    expect([pages(), inMemory().frames]).toEqual([{ [0x10000]: true }, 1]);
  });

  it('reach from the first page to the last', () => {
    const last = 0x7fffe000;
    map(PAGE, 1);
    map(last, 1);
    touch(PAGE);
    touch(last);
    expect(pages()).toEqual({ [PAGE]: true, [last]: true });
    expect(inMemory()).toEqual({ pte: 2, upper: 4, frames: 2 });
    unmap(last, 1);
    expect(tables()).toEqual([[0, PGDIR], [0, PUD], [0, PMD]]);
    unmap(PAGE, 1);
    expect(tables()).toEqual([]);
  });

  it('stay for a neighbour in the same table, before or after, and go with the last', () => {
    map(PMD, 4);
    map(PMD + 8 * PAGE, 4);
    touch(PMD);
    touch(PMD + 8 * PAGE);
    unmap(PMD + 8 * PAGE, 4);
    expect([tables().length, pages()]).toEqual([3, { [PMD]: true }]);
    map(PMD + 8 * PAGE, 4);
    touch(PMD + 8 * PAGE);
    unmap(PMD, 4);
    expect([tables().length, pages()]).toEqual([3, { [PMD + 8 * PAGE]: true }]);
    unmap(PMD + 8 * PAGE, 4);
    expect(tables()).toEqual([]);
    expect(inMemory()).toEqual({ pte: 0, upper: 0, frames: 0 });
  });

  it('go from the middle of a mapping, and what its ends share stays', () => {
    map(PMD, 3 * 32);
    for (let at = PMD; at < 4 * PMD; at += 8 * PAGE) touch(at);
    unmap(PMD + 16 * PAGE, 64);
    // The hole begins and ends inside tables; only the one between them is freed.
    expect(tables()).toEqual([[0, PGDIR], [0, PUD], [PMD, PMD], [3 * PMD, PMD]]);
    expect(Object.keys(pages()).map(Number)).toEqual([PMD, PMD + 8 * PAGE, 3 * PMD + 16 * PAGE, 3 * PMD + 24 * PAGE]);
  });

  it('go level by level: an upper table stays as long as one below it does', () => {
    map(PUD, 1);
    map(PUD + PMD, 1);
    map(PGDIR, 1);
    for (const at of [PUD, PUD + PMD, PGDIR]) touch(at);
    expect(tables()).toHaveLength(7);
    unmap(PUD, 1);
    expect(tables()).toEqual([[0, PGDIR], [PUD, PUD], [PUD + PMD, PMD], [PGDIR, PGDIR], [PGDIR, PUD], [PGDIR, PMD]]);
    unmap(PUD + PMD, 1);
    expect(tables()).toEqual([[PGDIR, PGDIR], [PGDIR, PUD], [PGDIR, PMD]]);
  });

  it('go from a range of several mappings and gaps at once', () => {
    for (let i = 1; i <= 40; i++) {
      map(i * PMD + (i % 3) * PAGE, 2, i % 2 ? RW : VM.read);
      touch(i * PMD + (i % 3) * PAGE, 0);
    }
    unmap(PMD, 32 * 41);
    expect([tables(), run.field(mm, 'mm_struct', 'map_count')]).toEqual([[], 0]);
    expect(inMemory()).toEqual({ pte: 0, upper: 0, frames: 0 });
  });

  it('keep tables but no frames after MADV_DONTNEED', () => {
    map(PMD, 64);
    for (let i = 0; i < 64; i += 5) touch(PMD + i * PAGE);
    expect(run.call('drop', PMD + 10 * PAGE, 50 * PAGE)).toBe(0);
    expect(Object.keys(pages()).map((a) => (Number(a) - PMD) / PAGE)).toEqual([0, 5, 60]);
    expect(inMemory()).toEqual({ pte: 2, upper: 2, frames: 3 });
  });

  it('are all given back when the address space ends', () => {
    for (let i = 1; i < 10; i++) {
      map(i * PUD, 40);
      for (let page = 0; page < 40; page += 3) touch(i * PUD + page * PAGE);
    }
    run.call('finish');
    run.call('drain_rcu');
    expect(run.objects()).toEqual({});
    mm = run.call('start');
  });
});
