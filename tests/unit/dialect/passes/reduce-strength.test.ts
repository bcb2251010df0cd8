import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropDeadCode } from '../../../../shared/dialect/passes/dead-code.ts';
import { reduceStrength } from '../../../../shared/dialect/passes/reduce-strength.ts';
import { runLive } from '../run-live.ts';
import { after, count } from './optimised.ts';

const reduced = (source: string): string => after(source, 'f', reduceStrength, dropDeadCode);

describe('cheaper arithmetic', () => {
  it('does not set bits that are masked out at once', () => {
    const text = reduced('function f(flags: uint): uint { const all = flags | 0x1000; return all & 1; }');
    expect([count(text, ' or '), count(text, ' and ')]).toEqual([0, 1]);
  });

  it('keeps those that the mask keeps', () => {
    expect(count(reduced('function f(flags: uint): uint { const all = flags | 0x1001; return all & 1; }'), ' or ')).toBe(1);
  });

  it('keeps them where they are of another round of a loop', () => {
    const text = reduced('function f(n: uint): uint { let sum: uint = 0; let was: uint = 5; while (n > 0) { const all = n | 2; sum += was & 1; was = all; n--; } return sum; }');
    expect(count(text, ' or ')).toBe(1);
  });

  it('gives what was asked for', () => {
    const masks = fc.tuple(fc.integer(), fc.integer());
    fc.assert(fc.property(fc.array(masks, { minLength: 1, maxLength: 8 }), fc.integer(), (pairs, x) => {
      const source = pairs.map(([set, mask], i) => `function f${i}(x: int): int { const all = x | ${set}; x = x + 1; return (all & ${mask}) + (x | ${set}); }`).join('\n');
      const run = runLive(source);
      pairs.forEach(([set, mask], i) => expect(run.call(`f${i}`, x) | 0).toBe((((x | set) & mask) + (((x + 1) | 0) | set)) | 0));
    }), { numRuns: 20 });
  });

  it('picks the same of a number that is known as of one that is not', () => {
    const numbers = [1, 2, 3, 4, 64, 1000, 1 << 30];
    const source = `function any(n: int): int { return pick(n); }\n${numbers.map((n) => `function of${n}(): int { return pick(${n}); }`).join('\n')}`;
    for (const n of numbers) {
      const [known, unknown] = [runLive(source, { seed: 7 }), runLive(source, { seed: 7 })];
      for (let i = 0; i < 20; i++) expect(known.call(`of${n}`)).toBe(unknown.call('any', n));
    }
  });
});
