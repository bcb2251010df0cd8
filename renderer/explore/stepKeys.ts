/** Where each key goes in the list of steps. */
import type { Row } from '../../shared/explore/counterexample.ts';

/** The step to look at; null when the key means nothing here. */
export function stepFor(key: string, at: number, rows: readonly Pick<Row, 'switched'>[], page: number): number | null {
  const last = rows.length - 1;
  const within = (index: number): number => Math.min(Math.max(index, 0), last);
  switch (key) {
    case 'ArrowDown': return within(at + 1);
    case 'ArrowUp': return within(at - 1);
    case 'PageDown': return within(at + page);
    case 'PageUp': return within(at - page);
    case 'Home': return within(0);
    case 'End': return last;
    case '.': return within(nextSwitch(at, 1, rows));
    case ',': return within(nextSwitch(at, -1, rows));
    default: return null;
  }
}

/** The next step before which another thread went. */
function nextSwitch(at: number, by: 1 | -1, rows: readonly Pick<Row, 'switched'>[]): number {
  let index = at + by;
  while (rows[index] && !rows[index]!.switched) index += by;
  return index;
}
