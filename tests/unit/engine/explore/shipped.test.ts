/**
 * Reduction changes neither the verdict nor an end of the scenarios that ship with the lab: here of some that are small without it.
 * SHIPPED_STATES=10000000 npx vitest run shipped: of all that have no more states.
 */
import { describe, expect, it } from 'vitest';
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { type Case, homeCases } from '../../../../shared/catalogue/cells.ts';
import { ROWS } from '../../../../shared/catalogue/rows.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import { scenarioSources } from '../../../../shared/sources/index.ts';
import { AMENDED } from './agree.ts';
import { comesToAnEnd, searchAndEnds } from './ends.ts';

/** Unreduced. */
const MOST_STATES = Number(process.env.SHIPPED_STATES ?? 100_000);
const SOME: readonly string[] = ['B03 also', 'B04 also', 'B09 bug', 'B09 mended'];

const named = ({ row, part }: Case): string => `${row} ${part}`;
// Rounds are looked for without reduction.
const cases = ROWS.flatMap(homeCases).filter((of) => !of.liveness && (process.env.SHIPPED_STATES !== undefined || SOME.includes(named(of))));

describe.each(cases)('$row $part, $protocol, $config, checked for $properties, memory $memory', { timeout: 3_600_000 }, (of) => {
  it('comes to the same with and without reduction', async ({ skip }) => {
    const whole = imageOf(of);
    const plain = await searchAndEnds(whole, 'none');
    if (process.env.SHIPPED_STATES !== undefined && plain.end.outcome === 'inconclusive') skip(plain.end.reason!);
    const reduced = await searchAndEnds(whole, 'full');
    const told = ({ end: { outcome, found, reason } }: typeof plain): unknown => ({ outcome, finds: found && (found.property ?? found.kind), reason });
    expect(told(reduced)).toEqual(told(plain));
    expect(told(await searchAndEnds(whole, 'full', AMENDED)), 'amended').toEqual(told(plain));
    if (plain.end.outcome !== 'verified' || !comesToAnEnd(whole)) return;

    // Once all is given back, nearly all ends are one.
    const image = imageOf(of, { teardown: null, kernelExit: null });
    const [before, after, amended] = [await searchAndEnds(image, 'none'), await searchAndEnds(image, 'full'), await searchAndEnds(image, 'full', AMENDED)];
    expect(before.ends.size).toBeGreaterThan(0);
    expect([...after.ends].sort()).toEqual([...before.ends].sort());
    expect([...amended.ends].sort(), 'amended').toEqual([...before.ends].sort());
    expect(after.end.states).toBeLessThanOrEqual(before.end.states);
    if (process.env.SHIPPED_STATES !== undefined) console.log(`${named(of)} ${of.protocol ?? ''}: ${before.end.states} and ${after.end.states} states, ${before.ends.size} ends`);
  });
});

function imageOf({ scenario: name, protocol, config, properties, memory }: Case, entry = {}): StepImage {
  const scenario = scenarioSources.find(({ path }) => path === `scenarios/${name}.scenario.ts`)!;
  const program = checkForSearch({ scenario, protocol, config, memory }).program!;
  return emitStep({ ...program, entry: { ...program.entry, ...entry } }, { ...(properties && { properties }), objects: 8, states: MOST_STATES, path: 0, workers: 1, symmetric: false });
}
