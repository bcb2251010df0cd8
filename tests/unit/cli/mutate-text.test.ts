import { expect, it } from 'vitest';
import { mutateText } from '../../../electron/cli/mutate-text.ts';
import type { Fate, Mutant } from '../../../shared/mutate/mutant.ts';

it('lists each mutant once, and as one that survived only where no scenario ended without a verdict', () => {
  const fates: Record<string, [Fate, Fate]> = {
    needed: [{ is: 'open', reason: 'time' }, { is: 'killed', by: 'I4' }],
    verified: [{ is: 'survived' }, { is: 'unreached' }],
    undecided: [{ is: 'survived' }, { is: 'open', reason: 'the time is over' }],
    ordered: [{ is: 'weak memory' }, { is: 'survived' }],
    never: [{ is: 'unreached' }, { is: 'unreached' }],
  };
  const trials = Object.entries(fates).flatMap(([code, of], i) => {
    const mutant: Mutant = { kind: 'check', file: 'kernel/x.ts', line: i + 1, fn: 'f', code, change: 'left out' };
    return of.map((fate, at) => ({ mutant, scenario: `s${at}`, fate, ms: 1 }));
  });
  expect(mutateText({ protocol: null, scenarios: ['s0', 's1'], trials, interrupted: false }).replaceAll(/ {2,}/g, ' ')).toBe(` killed: some scenario needs the line:
 x.ts:1 f needed left out s1: I4

 survived: verified all the same, in every scenario that comes there:
 x.ts:2 f verified left out s0
 x.ts:4 f ordered left out s1

 no verdict:
 x.ts:3 f undecided left out s1: the time is over

 to which no thread comes:
 kernel/x.ts 5

1 of 4 mutants killed by s0, s1; 1 were not tried.
`);
});
