/** What makes the lab's search and the reference search agree about a program. */
import { expect } from 'vitest';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { explored, imageOf, OBJECTS } from './programs.ts';
import { PoolExhausted } from './reference/memory.ts';
import { referenceSearch, type Found } from './reference/search.ts';

/** Explores it in both ways; `told` goes with a failure. */
export async function expectAgreement(program: Program, { states, told = '' }: { states?: number; told?: string } = {}): Promise<void> {
  const image = imageOf(program, states);
  const verdict = await explored(image);
  const reduced = await explored(image, 'full');
  expect([reduced.outcome, reduced.violation?.kind], told).toEqual([verdict.outcome, reduced.violation?.kind]);
  const found = reference(image.program);
  if (!found) {
    expect(verdict.outcome, told).not.toBe('verified');
    return;
  }
  if (found.violations.length === 0) {
    expect({ outcome: verdict.outcome, reason: verdict.reason, states: verdict.states, transitions: verdict.transitions }, told)
      .toEqual({ outcome: 'verified', reason: null, states: found.states, transitions: found.transitions });
  } else {
    const { outcome, reason, violation } = verdict;
    expect({ outcome, reason }, told).toEqual({ outcome: 'violated', reason: null });
    const steps = Math.min(...found.violations.map((v) => v.steps));
    expect(violation!.steps, told).toBe(steps);
    expect(found.violations, told).toContainEqual({ kind: violation!.kind, steps });
  }
  // Observers have variables of their own, which only the step backend keeps.
  if (program.observers.length === 0) expectSameEnds(reference(program), found, told);
}

/** What the step backend does to a program before it explores it changes nothing, save that a plain load that nobody needs cannot fail. */
function expectSameEnds(before: Found | null, after: Found, told: string): void {
  if (!before || before.violations.length > 0) return;
  expect(after.violations, told).toEqual([]);
  expect(after.ends, told).toEqual(before.ends);
}

/** Null where the program needs more objects than there are. */
function reference(program: Program): Found | null {
  try {
    return referenceSearch(program, OBJECTS);
  } catch (error) {
    if (error instanceof PoolExhausted) return null;
    throw error;
  }
}
