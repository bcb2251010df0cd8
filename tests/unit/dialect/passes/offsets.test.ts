import { describe, expect, it } from 'vitest';
import { dropDeadCode } from '../../../../shared/dialect/passes/dead-code.ts';
import { foldOffsets } from '../../../../shared/dialect/passes/fold-offsets.ts';
import { after } from './optimised.ts';

const STRUCTS = 'interface inner { a: int; b: int; } interface outer { x: int; part: Embedded<inner>; next: outer; }\n';
const folded = (source: string): string => after(STRUCTS + source, 'f', (fn) => foldOffsets(fn, new Set()), dropDeadCode);

describe('folding offsets', () => {
  it('puts what is added to an address into the access', () => {
    expect(folded('function f(o: outer): int { const p = o.part; return p.b; }')).toContain('[r0+8]');
  });

  it('leaves atomic accesses as they are', () => {
    const text = folded('function f(o: outer): int { const p = o.part; p.a = 1; return cmpxchg(p.b, 0, 1) + xchg(p.a, 2); }');
    expect(text).toContain('[r0+4]');
    expect(text).toMatch(/cmpxchg full inner\.b \[r[1-9]\d*\+4\]/);
  });

  it('does not when the base changes in between', () => {
    // r0 is another object by then; its copy still is the first.
    expect(folded('function f(o: outer): int { const p = o.part; o = o.next; return p.b; }')).toContain('load plain inner.b [r1+8]');
  });

  it('does not across rounds of a loop', () => {
    const text = folded('function f(o: outer): int { let p: inner; let sum: int = 0; while (o !== NULL) { if (p !== NULL) sum += p.b; p = o.part; o = o.next; } return sum; }');
    expect(text).toMatch(/load plain inner\.b \[r[1-9]\d*\+4\]/);
  });
});
