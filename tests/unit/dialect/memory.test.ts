import { describe, expect, it } from 'vitest';
import { CONTROL, POISON, SHADOW, shadowSite, shadowState, shadowStruct, shadowThread } from '../../../shared/dialect/live/abi.ts';
import { failureOf, runLive, type LiveRun, type SnippetOptions } from './run-live.ts';

const HEAP = `
interface item { a: int; b: int; next: item; }
interface big { words: ArrayOf<int, 40>; }
let one: item; let two: item;
function make(): boolean { one = alloc<item>(); return one !== NULL; }
function drop(): void { free(one); }
function read(): int { return one.b; }
function write(v: int): void { one.b = v; }
function address(): ulong { return address_of(one); }
let large: big;
function makeBig(): ulong { large = alloc<big>(); return address_of(large); }
function dropBigAsItem(): void { free(cast<item>(large)); }
function churn(n: int): void { for (let i: int = 0; i < n; i++) free(alloc<item>()); }
`;

function shadow(run: LiveRun, address: number): number {
  return run.words[(run.image.layout.shadowBase + (address >>> 6) * 4) >> 2]!;
}

function heap(options: SnippetOptions = {}): LiveRun {
  return runLive(HEAP, options);
}

describe('the heap', () => {
  it('gives zeroed objects of their own, marked in the shadow with struct, thread and site', () => {
    const run = heap();
    const addresses = [0, 1, 2].map(() => (run.callOn(1, 'make'), run.callOn(1, 'address') >>> 0));
    expect(new Set(addresses).size).toBe(3);
    for (const address of addresses) {
      expect(address % 64).toBe(0);
      expect([...run.words.subarray(address >> 2, (address >> 2) + 3)]).toEqual([0, 0, 0]);
      const word = shadow(run, address);
      expect([shadowState(word), shadowThread(word), run.image.layout.structNames[shadowStruct(word)]]).toEqual([SHADOW.allocated, 1, 'item']);
      expect(run.image.program.sites[shadowSite(word)]).toMatchObject({ fn: 'make' });
    }
  });

  it('marks every granule of an object larger than one', () => {
    const run = heap();
    const at = run.call('makeBig') >>> 0;
    expect([0, 64, 128, 192].map((o) => shadowState(shadow(run, at + o)))).toEqual([SHADOW.allocated, SHADOW.allocated, SHADOW.allocated, SHADOW.wild]);
  });

  it('poisons what is freed, and says who freed it when it is touched', () => {
    const run = heap();
    run.call('make');
    run.call('write', 7);
    expect(run.call('read')).toBe(7);
    const at = run.call('address') >> 2;
    run.callOn(2, 'drop');
    expect(run.words[at + 1]).toBe(POISON);
    for (const touch of [() => run.call('read'), () => run.call('write', 1)]) {
      const failure = failureOf(touch);
      expect([failure.kind, failure.a, shadowState(failure.b), shadowThread(failure.b)]).toEqual(['useAfterFree', at * 4 + 4, SHADOW.freed, 2]);
      expect(run.image.program.sites[shadowSite(failure.b)]).toMatchObject({ fn: 'drop' });
    }
    expect(failureOf(() => run.call('read')).sites[0]).toMatchObject({ fn: 'read', line: 7 });
  });

  it.each(['quarantine', 'full'] as const)('frees what is of another struct than the sources say as what it is (%s)', (checks) => {
    const run = heap({ checks });
    const at = run.call('makeBig') >>> 0;
    run.call('dropBigAsItem');
    const words = [0, 64, 128].map((o) => shadow(run, at + o));
    expect(words.map((word) => [shadowState(word), run.image.layout.structNames[shadowStruct(word)]])).toEqual([0, 1, 2].map(() => [SHADOW.freed, 'big']));
    expect([...run.words.subarray(at >> 2, (at >> 2) + 48)]).toEqual(new Array(48).fill(POISON));
    expect(failureOf(() => run.call('dropBigAsItem')).kind).toBe('badFree');
  });

  it('refuses to free twice, what was never allocated, and what is inside an object', () => {
    const run = runLive(`${HEAP}
interface pair { first: Embedded<item>; second: Embedded<item>; pad: ArrayOf<int, 20>; }
let statics: Embedded<item>; let p: pair;
function freeStatic(): void { free(statics); }
function freeInner(): void { p = alloc<pair>(); free(p.second); }
function freeNull(): void { free(NULL); }
`);
    run.call('make');
    run.call('drop');
    expect(failureOf(() => run.call('drop')).kind).toBe('badFree');
    for (const name of ['freeStatic', 'freeInner', 'freeNull']) expect([name, failureOf(() => run.call(name)).kind]).toEqual([name, 'badFree']);
  });

  it('finds writes to freed memory when it leaves quarantine, even without checking accesses', () => {
    const run = heap({ checks: 'quarantine' });
    run.call('make');
    run.call('drop');
    run.call('write', 5);
    const failure = failureOf(() => run.call('churn', 200));
    expect([failure.kind, failure.a, shadowState(failure.b)]).toEqual(['writeAfterFree', (run.call('address') >>> 0) + 4, SHADOW.freed]);
  });

  it('finds a write to any word of what waits to be used by another thread', () => {
    for (const value of [0, 5, -1]) {
      const run = runLive(`${HEAP}
let kept: ArrayOf<item, 200>;
function fill(): void { for (let i: int = 0; i < 200; i++) kept[i] = alloc<item>(); }
function clear(): void { for (let i: int = 0; i < 200; i++) free(kept[i]); }
function scribble(i: int, v: int): void { kept[i].a = v; }
`, { checks: 'quarantine' });
      run.call('fill');
      const at = run.words[(run.address('kept') >> 2) + 20]!;
      run.call('clear');
      run.call('scribble', 20, value);
      const failure = failureOf(() => run.callOn(1, 'fill'));
      expect([value, failure.kind, failure.a]).toEqual([value, 'writeAfterFree', at]);
    }
  });

  it('keeps an object in quarantine while others are freed', () => {
    const run = heap();
    run.call('make');
    const freed = run.call('address');
    run.call('drop');
    for (let i = 0; i < 30; i++) {
      run.call('make');
      expect(run.call('address')).not.toBe(freed);
    }
  });

  it('gives NULL when it is exhausted, counts that, and recovers', () => {
    const run = heap({ heapKb: 64 });
    let made = 0;
    while (run.call('make') === 1) made++;
    expect(made).toBe(1024);
    expect(run.words[CONTROL.allocFailures >> 2]).toBe(1);
    expect(run.call('address')).toBe(0);
    expect(run.call('makeBig')).toBe(0);
  });

  it('uses memory again, among threads, without handing one object to two', () => {
    const run = runLive(`${HEAP}
let kept: ArrayOf<item, 512>;
function fill(from: int, n: int): int { for (let i: int = from; i < from + n; i++) { kept[i] = alloc<item>(); if (kept[i] === NULL) return i; } return -1; }
function clear(from: int, n: int): void { for (let i: int = from; i < from + n; i++) free(kept[i]); }
`, { heapKb: 64 });
    for (let round = 0; round < 40; round++) {
      const thread = round % 3;
      expect([round, run.callOn(thread, 'fill', 0, 512)]).toEqual([round, -1]);
      const start = run.address('kept') >> 2;
      expect(new Set(run.words.subarray(start, start + 512)).size).toBe(512);
      run.callOn((thread + 1) % 3, 'clear', 0, 512);
    }
  });

  it('tells NULL, wild addresses and indices out of range', () => {
    const run = runLive(`
interface item { a: int; b: int; list: Embedded<atomic_t>; }
let p: item; let table: ArrayOf<int, 4>;
function throughNull(): int { return p.b; }
function wild(): int { return container_of<item>(cast<atomic_t>(p), 'list').a; }
function unused(): void { p = alloc<item>(); }
function beyond(): int { return cast<far>(p).last; }
interface far { pad: ArrayOf<int, 64>; last: int; }
function index(i: int): int { return table[i]; }
function store(i: uint): void { table[i] = 1; }
`);
    expect(failureOf(() => run.call('throughNull'))).toMatchObject({ kind: 'nullPointer', a: 4 });
    run.call('unused');
    expect(failureOf(() => run.call('beyond'))).toMatchObject({ kind: 'wildPointer' });
    expect(run.call('index', 3)).toBe(0);
    expect(failureOf(() => run.call('index', 4))).toMatchObject({ kind: 'bounds', a: 4, b: 4 });
    expect(failureOf(() => run.call('index', -1))).toMatchObject({ kind: 'bounds', a: -1, b: 4 });
    expect(failureOf(() => run.call('store', -1))).toMatchObject({ kind: 'bounds' });
  });

  it('traps on an address beyond the memory, as container_of(NULL, …) makes it', () => {
    const run = runLive(`
interface item { a: int; b: int; list: Embedded<atomic_t>; }
let p: atomic_t;
function before(): int { return container_of<item>(p, 'list').a; }
`);
    expect(() => run.call('before')).toThrow(WebAssembly.RuntimeError);
  });

  it('finds indices out of range however they came about', () => {
    const run = runLive(`
let table: ArrayOf<int, 4>; let big: ArrayOf<int, 64>;
function masked(i: int): int { return table[i & 3]; }
function wideMask(i: int): int { return table[i & 7]; }
function afterMask(i: int): int { let k: int = i & 3; const before = table[k]; k += 4; return before + table[k]; }
function otherPath(i: int): int { let k: int = 9; if (i === 0) k = i & 3; return table[k]; }
function tooFar(n: int): int { let s: int = 0; for (let i: int = 0; i <= n; i++) s += table[i]; return s; }
function backwards(n: int): int { let s: int = 0; for (let i: int = n; i >= -1; i--) s += table[i]; return s; }
function byThread(): int { return table[this_thread()] + big[this_thread()]; }
`);
    for (const i of [-5, 0, 3, 4, 1000]) expect(run.call('masked', i)).toBe(0);
    const fails = (name: string, i: number): number => failureOf(() => run.call(name, i)).a;
    expect([fails('wideMask', 7), fails('afterMask', 1), fails('otherPath', 1), fails('tooFar', 4), fails('backwards', 3)]).toEqual([7, 5, 9, 4, -1]);
    expect([run.call('wideMask', 3), run.call('otherPath', 0), run.call('tooFar', 3)]).toEqual([0, 0, 0]);
    expect(run.callOn(3, 'byThread')).toBe(0);
    expect(failureOf(() => run.callOn(4, 'byThread'))).toMatchObject({ kind: 'bounds', a: 4, b: 4 });
  });

  it('looks at an object again after it may have been freed', () => {
    const run = runLive(`
interface item { a: int; b: int; next: item; }
let one: item;
function make(): void { one = alloc<item>(); }
function drop(p: item): void { free(p); }
function called(): int { const p = one; const a = p.a; drop(p); return a + p.b; }
function looped(n: int): int { const p = one; let s: int = 0; for (let i: int = 0; i < n; i++) { s += p.b; if (i === 2) free(p); } return s; }
`);
    for (const name of ['called', 'looped']) {
      run.call('make');
      expect([name, failureOf(() => run.call(name, ...(name === 'looped' ? [9] : []))).kind]).toEqual([name, 'useAfterFree']);
    }
    run.call('make');
    expect(run.call('looped', 2)).toBe(0);
  });
});
