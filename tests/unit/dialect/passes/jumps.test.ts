import { describe, expect, it } from 'vitest';
import { dropDeadCode } from '../../../../shared/dialect/passes/dead-code.ts';
import { threadJumps } from '../../../../shared/dialect/passes/thread-jumps.ts';
import { after, count } from './optimised.ts';

const threaded = (source: string): string => after(source, 'f', threadJumps, dropDeadCode);

describe('jump threading', () => {
  it('branches on each side of && and || by itself', () => {
    const text = threaded('function f(a: int, b: int, c: int): int { if ((a < b && b < c) || c === 0) return 7; return 8; }');
    // Three comparisons, three branches: no boolean is put together and looked at again.
    expect(count(text, 'if ')).toBe(3);
  });

  it('knows a value that was just assigned', () => {
    const text = threaded('function f(a: int): int { let found = false; if (a > 3) found = true; if (found) return 7; return 8; }');
    expect(count(text, 'if ')).toBe(1);
  });

  it('knows what a comparison with 0 has told', () => {
    const text = threaded('function f(a: int): int { let n: int = 0; if (a !== 0) n = 1; if (a === 0) return n; return n + 2; }');
    expect(count(text, 'if ')).toBe(1);
  });

  it('leaves a branch whose condition has changed since', () => {
    const text = threaded('function f(a: int, b: int): int { let n: int = 0; if (a !== 0) { a = b; n = 1; } if (a === 0) return n; return n + 2; }');
    expect(count(text, 'if ')).toBe(2);
  });

  it('leaves loops their one entry', () => {
    const text = threaded('function f(n: int): int { let going = true; let sum: int = 0; while (going) { sum += n; n--; going = n > 0; } return sum; }');
    expect(count(text, 'loop head')).toBe(1);
  });

  it('knows what all ways to a block have in common', () => {
    const text = threaded('function f(a: int, b: int): int { if (a === 0) return 0; let n: int = 2; if (b > 4) n = b; if (a !== 0) return n; return 9; }');
    expect(count(text, 'if ')).toBe(2);
  });

  it('knows nothing of what only one way has told', () => {
    const text = threaded('function f(a: int, b: int): int { let n: int = 2; if (b > 4) { if (a === 0) return 0; n = b; n += a * n; n *= b; n -= a; n *= b + a; n *= b; } if (a !== 0) return n; return 9; }');
    expect(count(text, 'if ')).toBe(3);
  });

  it('knows after a loop what was known before it, unless the loop changes it', () => {
    const loop = (body: string): string => threaded(`function f(a: int, n: int): int { if (a === 0) return 0; let sum: int = 0; while (n > 0) { ${body} n--; } if (a !== 0) return sum; return 9; }`);
    expect(count(loop('sum += n;'), 'if ')).toBe(2);
    expect(count(loop('a = n & sum;'), 'if ')).toBe(3);
    expect(count(loop('sum += n; if (n === 7) a = 0;'), 'if ')).toBe(4);
  });

  it('goes past a branch that is open to one that is then decided', () => {
    const text = threaded('function f(a: int, b: int): int { let path: int = 0; if (a > 4) { path = 1; b = b * a; } if (b !== 0) { if (path === 0) return 1; return 4; } if (path === 0) return 2; return 3; }');
    // a, and b on either way: which way it was is not asked again.
    expect(count(text, 'if ')).toBe(3);
  });
});
