/** Which mutants scenarios kill, of one variant: fates as they become known, and the rows that a person looks at. Plain data. */
import { triedOf, verdictOf, type Fate, type Mutant, type Trial, type Tried } from '../../shared/mutate/mutant.ts';
import type { MadeMutant } from '../../shared/mutate/mutated.ts';

/** All that is known of a variant's mutants. */
export interface MutantTable {
  readonly protocol: string;
  readonly made: readonly MadeMutant[];
  /** Of each scenario that was tried, the newest trials. */
  readonly trials: readonly Trial[];
}

export type Verdict = Fate['is'];

export interface MutantRow {
  /** Among those of the variant. */
  index: number;
  tried: Tried;
  verdict: Verdict;
}

/** The fates of a scenario that is tried anew are forgotten; those of others stay, if the mutants are the same. */
export function beginTrials(before: MutantTable | undefined, protocol: string, made: readonly MadeMutant[], scenario: string): MutantTable {
  const same = before && before.made.length === made.length;
  return same ? { ...before, trials: before.trials.filter((trial) => trial.scenario !== scenario) } : { protocol, made, trials: [] };
}

export function withTrial(table: MutantTable, trial: Trial): MutantTable {
  return { ...table, trials: [...table.trials, trial] };
}

/** In the order of the files. */
export function rowsOf({ made, trials }: MutantTable): MutantRow[] {
  const indices = new Map(made.map(({ mutant }, index) => [mutant, index]));
  return triedOf(trials)
    .map((tried) => ({ index: indices.get(tried.mutant)!, tried, verdict: verdictOf(tried) }))
    .sort((a, b) => a.index - b.index);
}

/** The row of this mutant itself: another variant's may stand in the same place. */
export function rowOf(rows: readonly MutantRow[], mutant: Mutant | null): MutantRow | null {
  return rows.find(({ tried }) => tried.mutant === mutant) ?? null;
}

export const VERDICTS: Readonly<Record<Verdict, { text: string; help: string }>> = {
  killed: { text: 'killed', help: 'Some scenario needs the line: without it, a property is violated.' },
  survived: { text: 'survived', help: 'Verified all the same in every scenario that comes there: no scenario shows that the line is needed.' },
  open: { text: 'no verdict', help: 'An exploration ended before it could tell.' },
  'weak memory': { text: 'weak memory only', help: 'No interleaving can tell: it takes a memory model that is not sequentially consistent.' },
  refused: { text: 'no program', help: 'Without the line it does not compile.' },
  unreached: { text: 'not reached', help: 'No thread of the scenarios comes to the line.' },
};

/** `3 of 40 killed, 2 survived`, of those that a scenario comes to. */
export function summaryOf(rows: readonly MutantRow[]): string {
  const count = (verdict: Verdict): number => rows.filter((row) => row.verdict === verdict).length;
  return `${count('killed')} of ${rows.length - count('unreached')} killed, ${count('survived')} survived`;
}

/** `vma_lock.ts:43`. */
export function placeOf({ file, line }: { file: string; line: number }): string {
  return `${file.replace(/^kernel\//, '')}:${line}`;
}

/** Those that killed it or let it live: `03-munmap: I4`. */
export function tellers({ fates }: Tried): string {
  return fates.flatMap(({ scenario, fate }) => (fate.is === 'killed' ? [`${scenario}: ${fate.by}`] : fate.is === 'survived' ? [`${scenario}: verified`] : fate.is === 'open' ? [`${scenario}: ${fate.reason}`] : [])).join(', ');
}
