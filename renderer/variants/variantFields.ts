/** What the fields of a comparison of variants hold. */
import { computed, reactive, toRef } from 'vue';
import { comparisonLimits } from '../../shared/compare/job.ts';
import { parseAmount } from '../explore/amounts.ts';
import { field, firstWrong } from '../fields/field.ts';
import { formatDuration, parseDuration } from '../run/duration.ts';
import { parseThreads } from './variantRuns.ts';

/** `threads`: of the load, in turn; null: as the scenario says. */
export interface WantedVariants {
  protocols: string[];
  threads: (number | null)[];
  rounds: number;
  measureMs: number;
}

export function variantFields(wanted: WantedVariants) {
  const { rounds: mostRounds, contestants, leastMs, mostMs } = comparisonLimits;
  const threads = field({
    name: 'Threads',
    takes: `numbers from 1 to ${comparisonLimits.threads}, such as 1, 2, 4, at most ${comparisonLimits.threadCounts} of them; empty: as the scenario says`,
    read: (text) => parseThreads(text, comparisonLimits),
    write: (counts) => counts.filter((count) => count !== null).join(', '),
    kept: toRef(wanted, 'threads'),
  });
  const rounds = field({ name: 'Rounds', takes: `from 1 to ${mostRounds}`, read: (text) => parseAmount(text, 1, mostRounds), write: String, kept: toRef(wanted, 'rounds') });
  const time = field({
    name: 'Time',
    takes: `from ${formatDuration(leastMs)} to ${formatDuration(mostMs)}`,
    read(text) {
      const ms = parseDuration(text, mostMs);
      return ms !== undefined && ms !== null && ms >= leastMs ? ms : undefined;
    },
    write: formatDuration,
    kept: toRef(wanted, 'measureMs'),
  });

  /** Why nothing can be compared, and what would do; empty: it can. */
  const wrong = computed(() => {
    const combinations = wanted.protocols.length * wanted.threads.length;
    if (wanted.protocols.length === 0) return 'Choose a variant';
    return firstWrong([threads, rounds, time]) || (combinations > contestants ? `At most ${contestants} combinations of variants and threads, not ${combinations}` : '');
  });

  return reactive({ threads, rounds, time, wrong });
}
