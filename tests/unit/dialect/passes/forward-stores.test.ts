import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instr } from '../../../../shared/dialect/ir.ts';
import { runLive } from '../run-live.ts';

/** The accesses to memory of the thread whose body calls `f`, in their order. */
function accesses(source: string): string[] {
  const { image } = runLive(source, { mode: 'throughput' });
  const isAccess = (i: Instr): i is Extract<Instr, { op: 'raw' }> => i.op === 'raw' && (i.name === '$load' || i.name === '$store');
  return image.program.functions.get('run 0')!.blocks.flatMap(({ instrs }) => instrs).filter(isAccess).filter(({ offset }) => offset === 16).map(({ name }) => name);
}

describe('what was stored in the own block', () => {
  it('is not loaded again', () => {
    expect(accesses('function f(): int { return pick(8) * 8 + pick(8); }')).toEqual(['$load', '$store']);
  });

  it('is loaded again when something else was stored in between', () => {
    expect(accesses('let a: int;\nfunction f(): int { a = pick(8); return pick(8); }')).toEqual(['$load', '$store', '$load', '$store']);
  });

  it('is loaded again where a way leads from elsewhere', () => {
    expect(accesses('let a: int;\nfunction f(): int { let sum = pick(8); if (a === 0) sum += 1; return sum + pick(8); }')).toEqual(['$load', '$store', '$load', '$store']);
  });

  it('is what would have been loaded', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(fc.array(numbers, { minLength: 1, maxLength: 4 }), fc.nat(), (rows, seed) => {
      const one = 'function one(n: int): int { return pick(n); }';
      const source = rows.map((row, i) => `function f${i}(): int { return ${row.map((n) => `pick(${n})`).reduce((sum, next) => `(${sum}) * 31 + ${next}`)}; }`);
      const [together, apart] = [runLive([one, ...source].join('\n'), { seed: seed | 1 }), runLive(one, { seed: seed | 1 })];
      rows.forEach((row, i) => {
        expect(together.call(`f${i}`)).toBe(row.map((n) => apart.call('one', n)).reduce((sum, next) => (Math.imul(sum, 31) + next) | 0));
      });
    }), { numRuns: 20 });
  });
});
