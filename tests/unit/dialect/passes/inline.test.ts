import { describe, expect, it } from 'vitest';
import { runLive } from '../run-live.ts';

const SLOW = 'function slow(n: int): int { let sum: int = 0; for (let i: int = 0; i < n; i++) sum += i * i; return sum; }';
const kept = (body: string): boolean => runLive(`${SLOW}\nfunction f(n: int): int { ${body} }\nfunction g(n: int): int { return slow(n); }`).image.program.functions.has('slow');

describe('inlining', () => {
  it('copies a small function to where it is called', () => {
    expect(kept('if (n > 9) return slow(n); return 1;')).toBe(false);
  });

  it.each([
    ['after unlikely', 'if (unlikely(n > 9)) return slow(n); return 1;'],
    ['in the else of likely', 'if (likely(n <= 9)) return 1; else return slow(n);'],
    ['behind the return of likely', 'if (likely(n <= 9)) return 1; return slow(n);'],
    ['deeper inside', 'if (unlikely(n > 9)) { while (n < 20) { if (n === 12) return slow(n); n++; } } return 1;'],
  ])('leaves it where control hardly ever comes: %s', (_where, body) => {
    expect(kept(body)).toBe(true);
  });

  it('means the condition itself by likely and unlikely', () => {
    const run = runLive('function f(n: int): boolean { return unlikely(n > 3) || likely(n === 0); }');
    expect([0, 1, 3, 4].map((n) => run.call('f', n))).toEqual([1, 0, 0, 1]);
  });
});
