/** The catalogue at home: each bug is found, by the name of what it violates, and what mends it is verified. All variants: `npm run catalogue`. */
import { describe, expect, it } from 'vitest';
import { exploreCase } from '../../../electron/engine/catalogue/explore-case.ts';
import { type Case, homeCases } from '../../../shared/catalogue/cells.ts';
import { findingText } from '../../../shared/catalogue/judge.ts';
import { resultOf } from '../../../shared/catalogue/result.ts';
import type { Row } from '../../../shared/catalogue/row.ts';
import { ROWS } from '../../../shared/catalogue/rows.ts';
import { TWO_BY_TWO_ROWS } from '../../../shared/catalogue/rows/two-by-two.ts';

/** Hundreds of thousands of states each, or millions: `npm run catalogue` explores them. */
const LARGE: readonly string[] = ['31 bug', 'B18 mended', 'B19 also', '62 also', '64 bug', ...TWO_BY_TWO_ROWS.flatMap(({ id }) => [`${id} bug`, `${id} also`])];

const cases = (row: Row): Case[] => homeCases(row).filter(({ part }) => !LARGE.includes(`${row.id} ${part}`));
const shown = ROWS.filter((row) => cases(row).length > 0);

describe.each(shown)('$id $title', { timeout: 600_000 }, (row) => {
  it.each(cases(row))('$part, $protocol, $config, checked for $properties, liveness $liveness, memory $memory', async (of) => {
    const verdict = await exploreCase(of, { limitMs: 600_000, signal: new AbortController().signal });
    const result = resultOf(row, of, verdict);
    expect([result.reason, result.found && findingText(result.found.finding)]).toEqual([null, findingText(of.finds)]);
    expect(result.asExpected).toBe(true);
    if (of.finds !== null) expect(result.steps).toBeGreaterThan(0);
    // It is the trace that is known from elsewhere: it comes by all of it, in that order.
    if (result.known) expect(result.known.filter(({ step }) => step === null)).toEqual([]);
  });
});
