/** The last verdict on a scenario, in a few words beside its `scenario(`. */
import type { Headline } from '../../explore/headline.ts';
import type { Difference } from '../../explore/subject.ts';

export interface VerdictNote {
  text: string;
  tone: 'good' | 'bad' | 'doubt' | 'stale';
}

const tones: Partial<Record<Headline['kind'], VerdictNote['tone']>> = { verified: 'good', bounded: 'doubt', violated: 'bad', inconclusive: 'doubt' };
const signs: Record<VerdictNote['tone'], string> = { good: '✓', bad: '✗', doubt: '○', stale: '○' };

/** Null while there is no verdict. `difference`: how what would be explored now differs from what was. */
export function verdictNote({ kind, text }: Headline, difference: Difference): VerdictNote | null {
  const tone = tones[kind];
  if (!tone) return null;
  const short = text.replace(/^(Verified[^:]*): .*/, '$1').replace(/^(Unreachable.*) in any interleaving/, '$1').replace(/^(Reached.*), in \d.*$/, '$1').replace(/; no schedule is shorter$/, '');
  if (difference !== 'text' && difference !== 'switches') return { text: `${signs[tone]} ${short}`, tone };
  return { text: `${signs.stale} ${short}, before the ${difference} changed`, tone: 'stale' };
}
