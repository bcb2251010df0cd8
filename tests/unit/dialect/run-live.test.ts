import { describe, expect, it } from 'vitest';
import { failureOf, runLive } from './run-live.ts';

describe('live code in this thread', () => {
  it('runs functions and shows globals', () => {
    const run = runLive(`
let total: int;
function add(a: int, b: int): int { total += a; return a + b; }
function reset(): void { total = 7; }
`);
    expect(run.call('add', 2, 3)).toBe(5);
    expect(run.call('add', -4, 3)).toBe(-1);
    expect(run.get('total')).toBe(-2);
    run.call('reset');
    expect(run.get('total')).toBe(7);
  });

  it('tells where a failure happened, through inlined calls', () => {
    const run = runLive(`
function inner(a: int): void { assert(a === 1, 'a is one'); }
function outer(a: int): void {
  inner(a);
}
`);
    run.call('outer', 1);
    const failure = failureOf(() => run.call('outer', 2));
    expect(failure).toMatchObject({ kind: 'assert', message: expect.stringContaining('a is one') });
    expect(failure.sites.slice(0, 2).map((s) => [s.fn, s.line])).toEqual([['inner', 2], ['outer', 4]]);
  });

  it('runs the kernel', () => {
    const run = runLive(`
let mm: mm_struct;
setup(() => { mm = mm_alloc(); });
function map(address: ulong, length: ulong): int { return mmap(mm, address, length, VM_READ); }
function mapped(address: ulong): boolean { return vma_lookup(mm, address) !== NULL; }
`, { kernel: true, heapKb: 4096 }).boot();
    expect(run.call('mapped', 0x10000)).toBe(0);
    run.call('map', 0x10000, 4096);
    expect(run.call('mapped', 0x10000)).toBe(1);
  });
});
