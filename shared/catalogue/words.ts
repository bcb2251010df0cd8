/** What a cell of the catalogue shows, and what it is called. */
import { ALONE, type Cell } from './cells.ts';
import { findingText } from './judge.ts';
import type { Result } from './result.ts';

export const LEGEND = 'I4 24/4: violated, in 24 steps with 4 switches · ✓ verified · → when mended · – not applicable · ✗ not as expected · ? no verdict';

export interface Part {
  text: string;
  /** Steps and switches. */
  length: string;
  tone: 'violated' | 'verified' | 'odd' | 'open';
}

export function partsOf(results: readonly Result[]): Part[] {
  return results.map(({ found, asExpected, steps, switches }) => {
    if (!found) return { text: '?', length: '', tone: 'open' };
    const { finding } = found;
    return { text: finding ?? '✓', length: steps === null ? '' : `${steps}/${switches}`, tone: !asExpected ? 'odd' : finding === null ? 'verified' : 'violated' };
  });
}

/** In a few characters: `I4 24/4`, `✓`, `I2 17/2 → ✓`, `–`, `✗ …` where it is not as expected. */
export function cellText({ notApplicable }: Pick<Cell, 'notApplicable'>, results: readonly Result[]): string {
  if (notApplicable !== null) return '–';
  if (results.length === 0) return '·';
  return partsOf(results).map(({ text, length, tone }) => `${tone === 'odd' ? '✗ ' : ''}${text}${length && ` ${length}`}`).join(' → ');
}

/** `B08 in v1-rwsem: I2 violated in 109 steps with 2 switches; mended: verified`. */
export function cellLabel({ row, protocol, notApplicable, cases }: Cell, results: readonly Result[], busy: boolean): string {
  const place = `${row} in ${columnName(protocol)}`;
  if (notApplicable !== null) return `${place}: not applicable, ${notApplicable}`;
  if (busy) return `${place}: is explored`;
  if (results.length === 0) return `${place}: not explored yet; expected: ${cases.map(({ finds, part }) => `${part === 'mended' ? 'mended ' : ''}${findingText(finds)}`).join(', ')}`;
  return `${place}: ${results.map(resultText).join('; ')}`;
}

export function resultText({ case: { part, finds }, found, reason, asExpected, steps, switches }: Result): string {
  const lead = part === 'mended' ? 'mended: ' : '';
  if (!found) return `${lead}no verdict: ${reason}`;
  const length = steps === null ? '' : ` in ${steps} steps with ${switches} ${switches === 1 ? 'switch' : 'switches'}`;
  return `${lead}${findingText(found.finding)}${length}${asExpected ? '' : `, where ${findingText(finds)} was expected`}`;
}

/** A variant's name; `lock alone` of scenarios that bring their own. */
export function columnName(protocol: string): string {
  return protocol === ALONE ? 'lock alone' : protocol;
}
