import { describe, expect, it } from 'vitest';
import type { Instr } from '../../../../shared/dialect/ir.ts';
import { learn, type Facts } from '../../../../shared/dialect/passes/register-facts.ts';

describe('what a branch tells of what its condition compared', () => {
  const [x, y, c] = [0, 1, 2];
  const compared: Instr = { op: 'binary', dst: c, kind: 'eq', a: x, b: y, site: 0 };
  const zero: Instr = { op: 'const', dst: y, value: 0 };
  const learned = (instrs: Instr[]): Facts => {
    const facts: Facts = new Map([[y, 0]]);
    learn(facts, c, true, instrs);
    return facts;
  };

  it('is that both were 0 where one was', () => {
    expect(learned([zero, compared]).get(x)).toBe(0);
  });

  it('is nothing where that one is 0 only since', () => {
    expect(learned([compared, zero]).has(x)).toBe(false);
  });
});
