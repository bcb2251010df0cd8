/** Two faults against two writers, where a search is short: without the VMA lock. With it: `npm run catalogue`. */
import { expect, it } from 'vitest';
import { exploreCase } from '../../../electron/engine/catalogue/explore-case.ts';
import { cellOf } from '../../../shared/catalogue/cells.ts';
import { TWO_BY_TWO_ROWS } from '../../../shared/catalogue/rows/two-by-two.ts';

it('a split and a merge under mmap_lock alone', { timeout: 60_000 }, async () => {
  const row = TWO_BY_TWO_ROWS.find(({ id }) => id === '55')!;
  const verdict = await exploreCase(cellOf(row, 'mmap-lock-only').cases[0]!, { limitMs: 60_000, signal: new AbortController().signal });
  expect(verdict).toMatchObject({ outcome: 'verified', violation: null, covers: { threads: [{ name: 'fault below' }, { name: 'fault above' }, { name: 'split' }, { name: 'merge' }] } });
  expect(verdict.covers.assumed).toContain('a callback of RCU runs as soon as the sections that it waits for have ended');
});
