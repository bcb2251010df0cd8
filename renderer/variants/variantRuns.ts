/** A comparison of variants as it comes about: what is told of it, worked in. Plain data. */
import { compared, type Compared, type Contestant } from '../../shared/compare/comparison.ts';
import type { ComparisonJob, ComparisonNote, FirstError } from '../../shared/compare/job.ts';
import type { Measure } from '../../shared/compare/measure.ts';

export interface Trouble {
  name: string;
  message: string;
}

export interface Refusal extends FirstError {
  /** The variants. */
  names: string[];
}

export interface VariantRuns {
  /** How many variants there are to compile, and how many are. */
  variants: number;
  compiled: number;
  /** What is run; empty until all are compiled. */
  contestants: Contestant[];
  /** By contestant and round; null: not made yet, or it does not count. */
  runs: (Measure | null)[][];
  /** Why variants are left out: the scenario has errors with them. Those with the same error are together. */
  refused: Refusal[];
  /** Why runs do not count: the last of each. */
  trouble: Trouble[];
  /** Which of them failed at last, by contestant and round. */
  failed: boolean[][];
  rounds: number;
}

export function newRuns({ protocols, rounds }: Pick<ComparisonJob, 'protocols' | 'rounds'>): VariantRuns {
  return { variants: protocols.length, compiled: 0, contestants: [], runs: [], refused: [], trouble: [], failed: [], rounds };
}

/** Answers it with one more note. */
export function heard(before: VariantRuns, note: ComparisonNote): VariantRuns {
  switch (note.kind) {
    case 'compiled':
      return { ...before, compiled: before.compiled + 1 };
    case 'refused':
      return { ...before, compiled: before.compiled + 1, refused: withRefusal(before.refused, note.protocol, note.error) };
    case 'ready':
      return { ...before, contestants: note.contestants, runs: note.contestants.map(() => Array<null>(before.rounds).fill(null)), failed: note.contestants.map(() => Array<boolean>(before.rounds).fill(false)) };
    case 'run': {
      const runs = before.runs.map((of, i) => (i === note.contestant ? of.with(note.round, note.measure) : of));
      const failed = before.failed.map((of, i) => (i === note.contestant ? of.with(note.round, note.measure === null) : of));
      const name = contestantName(before.contestants[note.contestant]!);
      const others = before.trouble.filter((each) => each.name !== name);
      return { ...before, runs, failed, trouble: note.ended === null ? before.trouble : [...others, { name, message: note.ended }] };
    }
  }
}

function withRefusal(before: readonly Refusal[], name: string, error: FirstError): Refusal[] {
  const isSame = ({ message, place }: Refusal): boolean =>
    message === error.message && place?.file === error.place?.file && place?.line === error.place?.line && place?.column === error.place?.column;
  if (!before.some(isSame)) return [...before, { ...error, names: [name] }];
  return before.map((each) => (isSame(each) ? { ...each, names: [...each.names, name] } : each));
}

export function rowsOf({ contestants, runs }: VariantRuns): Compared[] {
  return compared(contestants, runs);
}

/** How far it is: compiled ones first, then runs, whether they count or not. `failed`: those that do not. */
export function progressOf({ contestants, runs, failed, variants, compiled, rounds }: VariantRuns): { done: number; failed: number; of: number; compiling: boolean } {
  if (contestants.length === 0) return { done: compiled, failed: 0, of: variants, compiling: true };
  const counted = runs.flat().filter((run) => run !== null).length;
  const lost = failed.flat().filter(Boolean).length;
  return { done: counted + lost, failed: lost, of: contestants.length * rounds, compiling: false };
}

/** `6.15-refcnt × 2`. */
export function contestantName({ protocol, threads }: Pick<Contestant, 'protocol' | 'threads'>): string {
  return threads === null ? protocol : `${protocol} × ${threads}`;
}

/** `1, 2, 4`; empty: as the scenario says. Undefined: not understood. */
export function parseThreads(text: string, most: { threads: number; threadCounts: number }): (number | null)[] | undefined {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (words.length === 0) return [null];
  const counts = [...new Set(words.map(Number))];
  const sound = counts.every((count) => Number.isInteger(count) && count >= 1 && count <= most.threads);
  return sound && counts.length <= most.threadCounts ? counts : undefined;
}
