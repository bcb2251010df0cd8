import { expect, it } from 'vitest';
import type { Fate, Mutant } from '../../../../shared/mutate/mutant.ts';
import { beginTrials, placeOf, rowOf, rowsOf, summaryOf, tellers, withTrial, type MutantTable } from '../../../../renderer/mutants/mutantTable.ts';
import { tryable } from '../../../../renderer/mutants/tryable.ts';

const made = [1, 2, 3, 4].map((line) => ({ mutant: { kind: 'check', file: 'kernel/vma_lock.ts', line, fn: 'f', code: `line ${line}`, change: 'without consequence' } as Mutant, edits: [] }));
const killed: Fate = { is: 'killed', by: 'I4' };
const survived: Fate = { is: 'survived' };
const unreached: Fate = { is: 'unreached' };

/** A scenario's fates, mutant by mutant. */
const tried = (before: MutantTable | undefined, scenario: string, fates: Fate[]): MutantTable =>
  fates.reduce((table, fate, i) => withTrial(table, { mutant: table.made[i]!.mutant, scenario, fate, ms: 1 }), beginTrials(before, 'v1', made, scenario));
const verdicts = (table: MutantTable) => rowsOf(table).map(({ verdict }) => verdict);

it('lets one scenario that kills decide, and lets live what all verify that come there', () => {
  const first = tried(undefined, 'a', [survived, survived, unreached, { is: 'open', reason: 'time' }]);
  expect(verdicts(first)).toEqual(['survived', 'survived', 'unreached', 'open']);
  const both = tried(first, 'b', [killed, unreached, { is: 'weak memory' }, survived]);
  expect(verdicts(both)).toEqual(['killed', 'survived', 'weak memory', 'open']);
  expect(summaryOf(rowsOf(both))).toBe('1 of 4 killed, 1 survived');
  expect(rowsOf(both).map((row) => tellers(row.tried))).toEqual(['a: verified, b: I4', 'a: verified', '', 'a: time, b: verified']);
});

it('forgets what a scenario said that is tried anew, and all where the mutants are others', () => {
  const table = tried(tried(undefined, 'a', [killed, killed]), 'b', [survived]);
  expect(verdicts(tried(table, 'a', [survived, unreached]))).toEqual(['survived', 'unreached']);
  expect(beginTrials(table, 'v1', made.slice(1), 'a').trials).toEqual([]);
});

it('knows a mutant again in its own variant alone', () => {
  const rows = rowsOf(tried(undefined, 'a', [killed, survived]));
  const others = rowsOf(made.reduce((table, { mutant }) => withTrial(table, { mutant: { ...mutant }, scenario: 'a', fate: killed, ms: 1 }), beginTrials(undefined, 'v2', made, 'a')));
  const chosen = rows[1]!.tried.mutant;
  expect([rowOf(rows, chosen), rowOf(others, chosen), rowOf(rows, null)]).toEqual([rows[1], null, null]);
});

it('names the place without the folder that all have', () => expect(placeOf(made[1]!.mutant)).toBe('vma_lock.ts:2'));

it('mends a shipped scenario that shows a mistake, but not one that a person has changed', () => {
  const document = { id: 'shipped:07-as-posted.scenario.ts', kind: 'shipped' as const, name: '07-as-posted.scenario.ts', saved: 'x', text: 'x' };
  expect(tryable(document, { protocol: null, liveness: true }, { TLB: true })).toMatchObject({ called: '07-as-posted', mended: 'v1-rwsem-rcu', job: { protocol: 'v1-rwsem-rcu', config: { TLB: true }, liveness: true, scenario: { path: 'scenarios/07-as-posted.scenario.ts' } } });
  expect(tryable(document, { protocol: 'seqcount', liveness: false }, {})).toMatchObject({ mended: '', job: { protocol: 'seqcount' } });
  expect(tryable({ ...document, text: 'y' }, { protocol: null, liveness: false }, {}).job.protocol).toBeUndefined();
});
