import { expect, it } from 'vitest';
import { verdictNote } from '../../../../../renderer/editor/marks/verdictNote';

it('says the last verdict, and whether it is of an older text', () => {
  const violated = { kind: 'violated', text: 'Violated: I4' } as const;
  expect(verdictNote(violated, null)).toEqual({ text: '✗ Violated: I4', tone: 'bad' });
  expect(verdictNote(violated, 'text')).toEqual({ text: '○ Violated: I4, before the text changed', tone: 'stale' });
  expect(verdictNote({ kind: 'verified', text: 'Verified: nothing is violated in any interleaving' }, null)?.text).toBe('✓ Verified');
  expect(verdictNote({ kind: 'bounded', text: 'Verified within 1' }, null)?.tone).toBe('doubt');
  expect(verdictNote({ kind: 'verified', text: 'Reached: line 7 of x.ts, in 9 steps; no schedule is shorter' }, null)?.text).toBe('✓ Reached: line 7 of x.ts');
  // A cell of the catalogue or a mutant is not what the scenario says of itself.
  expect(verdictNote({ kind: 'verified', text: 'Verified in 6.15-refcnt: nothing is violated in any interleaving' }, null)?.text).toBe('✓ Verified in 6.15-refcnt');
  // While it goes on, and when the lab failed, there is none.
  expect(verdictNote({ kind: 'live', text: 'Exploring …' }, null)).toBeNull();
  expect(verdictNote({ kind: 'failed', text: '' }, null)).toBeNull();
});
