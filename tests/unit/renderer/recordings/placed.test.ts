import { expect, it } from 'vitest';
import type { Goal, Verdict } from '../../../../shared/explore/verdict.ts';
import { placedVerdict } from '../../../../renderer/recordings/placed.ts';

it('has the line that was looked for where its scenario is now', () => {
  const placed = (goal: Goal | null): Goal | null =>
    placedVerdict({ violation: null, witness: null, unreached: null, covers: { goal } } as unknown as Verdict, 'scenarios/then.ts', 'scenarios/now.ts').covers.goal;
  expect(placed({ kind: 'line', file: 'scenarios/then.ts', line: 3 })).toEqual({ kind: 'line', file: 'scenarios/now.ts', line: 3 });
  expect(placed({ kind: 'line', file: 'kernel/vma.ts', line: 3 })).toEqual({ kind: 'line', file: 'kernel/vma.ts', line: 3 });
  expect([placed({ kind: 'sometimes', name: 'both' }), placed(null)]).toEqual([{ kind: 'sometimes', name: 'both' }, null]);
});
