/** Where each key goes in a schedule that is played: steps taken then; null when the key means nothing here. */
import type { Row } from '../../shared/explore/counterexample.ts';

export function stepsFor(key: string, at: number, rows: readonly Pick<Row, 'switched'>[]): number | null {
  const within = (steps: number): number => Math.min(Math.max(steps, 0), rows.length);
  switch (key) {
    case 'ArrowRight': case 'ArrowDown': return within(at + 1);
    case 'ArrowLeft': case 'ArrowUp': return within(at - 1);
    case 'PageDown': return within(at + 10);
    case 'PageUp': return within(at - 10);
    case 'Home': return 0;
    case 'End': return rows.length;
    case '.': return switchAfter(at, rows);
    case ',': return switchBefore(at, rows);
    default: return null;
  }
}

/** To the first step of the thread that goes on next. */
function switchAfter(at: number, rows: readonly Pick<Row, 'switched'>[]): number {
  const index = rows.findIndex((row, i) => i >= at && row.switched);
  return index < 0 ? rows.length : index + 1;
}

function switchBefore(at: number, rows: readonly Pick<Row, 'switched'>[]): number {
  const index = rows.findLastIndex((row, i) => i < at - 1 && row.switched);
  return index >= 0 ? index + 1 : at > 1 ? 1 : 0;
}
