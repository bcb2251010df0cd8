/** What makes the lab's search and the reference search agree about a program. */
import { expect } from 'vitest';
import type { SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import type { StepImage } from '../../../../shared/dialect/step/emit.ts';
import { explored, imageOf, OBJECTS, withInitial } from './programs.ts';
import { PoolExhausted } from './reference/memory.ts';
import { referenceSearch, type Found } from './reference/search.ts';

interface Comparison {
  /** Room for so many. */
  states?: number;
  /** Goes with a failure. */
  told?: string;
  /** For an end, initial values with which the program fails an assertion, or a check, when it comes to that end. */
  sought?(end: string): Record<string, number>;
}

/** As many ends of each program are looked for in a reduced search. */
const MOST_SOUGHT = 4;

/** All that is learned is learned in one pass, which is amended. */
export const AMENDED = { beam: 0, persistentSets: true, amendsFrom: 0 } as const;

/** Explores it in both ways. */
export async function expectAgreement(program: Program, { states, told = '', sought }: Comparison = {}): Promise<void> {
  const image = imageOf(program, states);
  const verdict = await explored(image);
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
  await expectReducedAgreement(image, found, told);
  if (found.violations.length === 0 && sought) {
    const ends = [...found.ends].slice(-MOST_SOUGHT).map(sought);
    await expectReached(image, ends, told);
    await expectReached(image, ends, `amended: ${told}`, AMENDED);
  }
  // Observers have variables of their own, which only the step backend keeps.
  if (program.observers.length === 0) expectSameEnds(reference(program), found, told);
}

/** Reduction changes no verdict; what it finds is a violation that there is. */
async function expectReducedAgreement(image: StepImage, { violations }: Found, told: string): Promise<void> {
  // With passes first that leave out nearly all: they may learn more or less, but find nothing that there is not.
  const scouted = await explored(image, 'full', { beam: 1 });
  expect({ outcome: scouted.outcome, reason: scouted.reason }, `scouted: ${told}`).toEqual({ outcome: violations.length > 0 ? 'violated' : 'verified', reason: null });
  const amended = await explored(image, 'full', AMENDED);
  expect({ outcome: amended.outcome, reason: amended.reason }, `amended: ${told}`).toEqual({ outcome: violations.length > 0 ? 'violated' : 'verified', reason: null });
  const { outcome, reason, violation } = await explored(image, 'full', { persistentSets: true });
  expect({ outcome, reason }, `reduced: ${told}`).toEqual({ outcome: violations.length > 0 ? 'violated' : 'verified', reason: null });
  if (!violation) return;
  expect(violations.map((v) => v.kind), `reduced: ${told}`).toContain(violation.kind);
  expect(violation.steps, `reduced: ${told}`).toBeGreaterThanOrEqual(Math.min(...violations.map((v) => v.steps)));
}

/** Reduction loses no end. */
export async function expectReached(image: StepImage, sought: readonly Record<string, number>[], told: string, how: Pick<SearchOptions, 'strategy' | 'maxSwitches' | 'symmetry' | 'beam' | 'persistentSets' | 'amendsFrom'> = {}): Promise<void> {
  for (const values of sought) {
    const { violation } = await explored({ ...image, program: withInitial(image.program, values) }, 'full', how);
    expect(['assertion', 'property'], `reduced, ${JSON.stringify(values)}: ${told}`).toContain(violation?.kind);
  }
}

/** What the step backend does to a program before it explores it changes nothing, save that a plain load that nobody needs cannot fail. */
function expectSameEnds(before: Found | null, after: Found, told: string): void {
  if (!before || before.violations.length > 0) return;
  expect(after.violations, told).toEqual([]);
  expect(after.ends, told).toEqual(before.ends);
}

/** Null where the program needs more objects than there are. */
export function reference(program: Program, maxSwitches = Infinity): Found | null {
  try {
    return referenceSearch(program, OBJECTS, maxSwitches);
  } catch (error) {
    if (error instanceof PoolExhausted) return null;
    throw error;
  }
}
