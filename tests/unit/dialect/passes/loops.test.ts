import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { dropDeadCode } from '../../../../shared/dialect/passes/dead-code.ts';
import { foldOffsets } from '../../../../shared/dialect/passes/fold-offsets.ts';
import { freeBoundedLoops } from '../../../../shared/dialect/passes/bounded-loops.ts';
import { peelLoops } from '../../../../shared/dialect/passes/peel-loops.ts';
import { dropSettledChecks } from '../../../../shared/dialect/passes/settled-checks.ts';
import { threadJumps } from '../../../../shared/dialect/passes/thread-jumps.ts';
import { unrollLoops } from '../../../../shared/dialect/passes/unroll.ts';
import { versionLoops } from '../../../../shared/dialect/passes/version-loops.ts';
import { runLive } from '../run-live.ts';
import { after, count } from './optimised.ts';

const SEARCH = `
let pivot: ArrayOf<int, 16>;
function fill(): void { for (let i: int = 0; i < 16; i++) pivot[i] = i * 10; }
function f(end: int, index: int): int { let i = 0; while (i < end && pivot[i] < index) i++; return i; }
`;

describe('loops that end by themselves', () => {
  const freed = (source: string): number => count(after(source, 'f', threadJumps, freeBoundedLoops), 'loop head');

  it('need not look at the stop flag', () => {
    expect(freed(SEARCH)).toBe(0);
    expect(freed(`let a: ArrayOf<int, 8>;\nfunction f(): void { for (let i: int = 0; ; i += 2) a[i] = 1; }`)).toBe(0);
  });

  it.each([
    ['an index that goes down too', 'for (let i: int = 0; ; i++) { a[i] = 1; if (b) i = 0; }'],
    ['an index that does not always grow', 'let i: int = 0; for (;;) { a[i] = 1; if (b) i++; }'],
    ['a check that is not made each time', 'let i: int = 0; for (;;) { if (b) a[i] = 1; i++; }'],
    ['an index that counts down', 'for (let i: int = 7; ; i--) a[i] = 1;'],
    ['an index that does not change', 'const i = 3; for (;;) a[i] = 1;'],
    ['an index as it was before', 'let i: int = 0; const j = i; for (;;) { a[j] = 1; i++; }'],
    ['an index that is set to one sum', 'let i: int = 0; const next = i + 1; for (;;) { a[i] = 1; i = next; }'],
  ])('others must: %s', (_what, loop) => {
    expect(freed(`let a: ArrayOf<int, 8>;\nfunction f(b: boolean): void { ${loop} }`)).toBe(1);
  });
});

describe('bounds checks', () => {
  const checks = (source: string, threads: number): number => count(after(source, 'f', (fn) => dropSettledChecks(fn, threads)), 'check 0');
  const of = (index: string): string => `let a: ArrayOf<int, 8>;\nfunction f(i: int): int { return a[${index}]; }`;

  it('go when they cannot fail', () => {
    expect(checks(of('i & 7'), 4)).toBe(0);
    expect(checks(of('this_thread()'), 8)).toBe(0);
  });

  it('stay when they can', () => {
    expect(checks(of('i'), 4)).toBe(1);
    expect(checks(of('i & 8'), 4)).toBe(1);
    expect(checks(of('i & -2'), 4)).toBe(1);
    expect(checks(of('this_thread()'), 9)).toBe(1);
  });

  it('are asked once before a loop that counts up to a limit', () => {
    const text = after(SEARCH, 'f', threadJumps, versionLoops);
    expect(count(text, 'le_u')).toBe(1);
    expect(count(text, 'check 0')).toBe(1);
    // The loop with its check; one round, four of which is asked at once, and the loop for what is left.
    expect(count(text, 'load plain globals.pivot[]')).toBe(7);
  });

  it.each([
    ['whose index may begin below 0', 'for (let i = n; i < n; i++) sum += a[i];'],
    ['whose index is a parameter, set only sometimes', 'const most = n * 2; if (n > 9) n = 0; for (; n < most; n++) sum += a[n];'],
    ['whose limit changes', 'for (let i: int = 0; i < n; i++) { sum += a[i]; n++; }'],
    ['that takes the index further before it uses it', 'for (let i: int = 0; i < n;) { i++; sum += a[i]; }'],
    ['that compares what the index was before', 'let i: int = 0; const j = i; while (j < n) { sum += a[i]; i++; if (i === 12) break; }'],
    ['that compares unsigned', 'for (let i: uint = 0; i < n; i++) sum += a[i];'],
  ])('stay in a loop %s', (_what, loop) => {
    const text = after(`let a: ArrayOf<int, 8>;\nfunction f(n: int): int { let sum: int = 0; ${loop} return sum; }`, 'f', threadJumps, versionLoops);
    expect(count(text, 'check 0')).toBe(1);
    expect(count(text, 'load plain globals.a[]')).toBe(1);
  });
});

describe('rounds that are asked for together', () => {
  it('have their elements at known distances', () => {
    const text = after(SEARCH, 'f', threadJumps, versionLoops, (fn) => foldOffsets(fn, new Set()), dropDeadCode);
    for (const distance of ['', '+4', '+8', '+12']) expect(text).toMatch(new RegExp(`load plain globals\\.pivot\\[\\] \\[r\\d+${distance.replace('+', '\\+')}\\]`));
  });

  it.each([
    ['in steps of one', 'for (let i: int = 0; i < n; i++) sum = sum * 3 + a[i];'],
    ['in steps of three', 'for (let i: int = 1; i < n; i += 3) sum = sum * 3 + a[i] * i;'],
    ['in large steps', 'for (let i: int = 2; i < n; i += 7) sum = sum * 3 + a[i] + i;'],
    ['that end early', 'let i: int = 0; while (i < n) { if (a[i] > m) break; sum += i; i++; } sum = sum * 64 + i;'],
    ['that go on early', 'for (let i: int = 0; i < n; i++) { if (a[i] > m) continue; sum = sum * 5 + i; }'],
    ['that write', 'for (let i: int = 0; i < n; i++) { a[i] = a[i] + m; sum = sum * 3 + a[i]; }'],
    ['that know the round before', 'let last: int = 0; for (let i: int = 0; i < n; i++) { sum = sum * 3 + last; last = a[i] + i; } sum += last;'],
    ['that take the index along, or something else', 'for (let i: int = 0; i < n; i++) { let x = i; if (a[i] > m) x = 0; sum = sum * 3 + (x + 5); }'],
    ['that have a variable for the index, and then for an element', 'for (let i: int = 0; i < n; i++) { let x = i; x = a[i]; sum = sum * 3 + (x + m); }'],
    ['that are entered again where they were left', 'let i: int = 0; for (let again: int = 0; again < 3; again++) { while (i < n && a[i] < m + again * 20) i++; sum = sum * 32 + i; if (i < n) i++; }'],
  ])('come to what the rounds come to one by one: %s', (_what, loop) => {
    const source = `
let a: ArrayOf<int, 16>;
function fill(): void { for (let k: int = 0; k < 16; k++) a[k] = k * 10; }
function f(n: int, m: int): int { let sum: int = 0; ${loop} return sum; }
`;
    const fast = runLive(source, { mode: 'throughput', checks: 'quarantine' });
    const plain = runLive(source, { mode: 'trace', checks: 'full' });
    fc.assert(fc.property(fc.oneof(fc.integer({ min: -4, max: 16 }), fc.constantFrom(-(2 ** 31), 2 - 2 ** 31)), fc.integer({ min: -10, max: 170 }), (n, m) => {
      for (const run of [fast, plain]) run.call('fill');
      expect(fast.call('f', n, m)).toBe(plain.call('f', n, m));
    }));
  });

  it('fail where the array ends', () => {
    const run = runLive('let a: ArrayOf<int, 8>;\nfunction f(n: int): int { let sum: int = 0; for (let i: int = 0; i < n; i++) sum += a[i]; return sum; }', { mode: 'throughput', checks: 'quarantine' });
    expect(run.call('f', 8)).toBe(0);
    expect(() => run.call('f', 9)).toThrow();
  });
});

describe('unrolled loops', () => {
  it('look at the stop flag every fourth time', () => {
    const text = after(`let a: ArrayOf<int, 8>;\nfunction f(n: int): void { for (let i: int = 0; i < n; i++) a[0] += i; }`, 'f', unrollLoops);
    expect(count(text, 'loop head')).toBe(1);
    expect(count(text, 'store plain')).toBe(4);
  });

  it('find what the loop finds, and fail where it fails', () => {
    const run = runLive(SEARCH, { mode: 'throughput', checks: 'quarantine' });
    run.call('fill');
    fc.assert(fc.property(fc.integer({ min: -2, max: 20 }), fc.integer({ min: -10, max: 170 }), (end, index) => {
      const pivots = Array.from({ length: 16 }, (_, i) => i * 10);
      let i = 0;
      while (i < end && i < 16 && pivots[i]! < index) i++;
      if (i === 16 && end > 16) expect(() => run.call('f', end, index)).toThrow();
      else expect(run.call('f', end, index)).toBe(i);
    }));
  });
});

describe('peeled loops', () => {
  const peeled = (loop: string): string => after(`let a: ArrayOf<int, 8>;\nfunction f(n: int): void { ${loop} }`, 'f', threadJumps, peelLoops, threadJumps);

  it('have their first round before them', () => {
    const text = peeled('for (let i: int = 0; i < n; i++) a[0] += i;');
    expect(count(text, 'loop head')).toBe(1);
    expect(count(text, 'store plain')).toBe(2);
    // Before the first round, after it, and in the loop.
    expect(count(text, 'if ')).toBe(3);
  });

  it('are not asked twice what somebody else may change', () => {
    expect(count(peeled('while (a[0] < n) a[1] += n;'), 'if ')).toBe(2);
  });

  it('are not asked twice what their head changes', () => {
    const run = runLive('function f(n: int, i: int): int { let s: int = 0; do { s = s * 3 + n; if (i === 4) break; i++; } while (i < n); return s * 10 + i; }', { mode: 'throughput', checks: 'quarantine' });
    expect(run.call('f', 3, 0)).toBe(393);
    expect(run.call('f', 9, 1)).toBe(((((9 * 3 + 9) * 3 + 9) * 3) + 9) * 10 + 4);
  });

  it('may be large when they hardly ever go around', () => {
    const body = Array.from({ length: 60 }, (_, i) => `a[${i % 8}] += n;`).join(' ');
    expect(count(peeled(`while (a[0] < n) { ${body} if (likely(a[1] > n)) break; a[0]++; }`), 'loop head')).toBe(1);
    expect(count(peeled(`while (a[0] < n) { ${body} if (likely(a[1] > n)) break; a[0]++; }`), 'store plain')).toBe(122);
    expect(count(peeled(`while (a[0] < n) { ${body} if (a[1] > n) break; a[0]++; }`), 'store plain')).toBe(61);
  });

  it('are none when they count between constants that are close', () => {
    const text = peeled('for (let shift: int = 27; shift > 12; shift -= 5) a[0] += n >> shift;');
    expect(count(text, 'loop head')).toBe(0);
    expect(count(text, 'if ')).toBe(0);
    expect(count(text, 'store plain')).toBe(3);
  });

  it.each([
    ['far apart', 'for (let i: int = 0; i < 100; i++) a[0] += i;'],
    ['skipped now and then', 'for (let i: int = 0; i < 3;) { if (a[0] > n) i++; a[0] += i; }'],
    ['begun at a parameter', 'if (n > 3) n = 0; for (; n < 3; n++) a[0] += n;'],
    ['changed elsewhere too', 'for (let i: int = 0; i < 3; i++) { if (a[0] > n) i = 0; a[0] += i; }'],
    ['counted inside another loop', 'let i: int = 0; while (i < 4) { for (let k: int = 0; k < n; k++) { a[0] += k; i += 1; } }'],
  ])('stay when their count is %s', (_what, loop) => {
    expect(count(peeled(loop), 'loop head')).toBeGreaterThanOrEqual(1);
  });

  it('do what they did, wherever they end', () => {
    const run = runLive(`
let a: ArrayOf<int, 8>;
function f(n: int, stop: int): int {
  let sum: int = 0;
  for (let shift: int = 12; shift > 0 && sum !== stop; shift -= 4) for (let i: int = 0; i < n; i++) { if (i * shift === stop) return -sum; sum += i + shift; }
  return sum;
}`, { mode: 'throughput', checks: 'quarantine' });
    fc.assert(fc.property(fc.integer({ min: -1, max: 6 }), fc.integer({ min: 0, max: 60 }), (n, stop) => {
      const expected = (): number => {
        let sum = 0;
        for (let shift = 12; shift > 0 && sum !== stop; shift -= 4) for (let i = 0; i < n; i++) { if (i * shift === stop) return -sum; sum += i + shift; }
        return sum;
      };
      expect(run.call('f', n, stop)).toBe(expected() | 0);
    }));
  });
});
