/** A cell in a few characters: `I4 24/4`, `✓`, `I2 17/2 → ✓`, `–`, `✗ …` where it is not as expected. */
import type { Cell } from './cells.ts';
import type { Result } from './result.ts';

export const LEGEND = 'I4 24/4: violated, in 24 steps with 4 switches · ✓ verified · → when mended · – not applicable · ✗ not as expected · ? no verdict';

export function cellText({ notApplicable }: Pick<Cell, 'notApplicable'>, results: readonly Result[]): string {
  if (notApplicable !== null) return '–';
  if (results.length === 0) return '·';
  return results.map(partText).join(' → ');
}

function partText({ found, asExpected, steps, switches }: Result): string {
  if (found === null) return '?';
  const what = found.finding === null ? '✓' : `${found.finding} ${steps}/${switches}`;
  return asExpected ? what : `✗ ${what}`;
}
