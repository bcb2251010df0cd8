/** The scenarios for exploring: each mistake is found, by the name of the property that it violates, and what mends it is verified. */
import { describe, expect, it } from 'vitest';
import { explore } from '../../../electron/engine/explore/explore.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { EXPECTED, nameOf } from './expected.ts';

describe.each(EXPECTED)('$name, $config $protocol $memory, checked for $properties, liveness $liveness', { timeout: 600_000 }, ({ name, config, protocol, memory, properties, liveness, violates }) => {
  it(violates === null ? 'verified' : `violates ${violates}`, async () => {
    const scenario = scenarioSources.find((s) => nameOf(s) === name)!;
    const { checked, verdict } = await explore(
      { scenario, protocol, config, memory },
      { maxStates: 4_000_000, objects: 8, limitMs: 600_000, properties, liveness, signal: new AbortController().signal, onProgress: () => {} },
    );
    expect(checked.diagnostics).toEqual([]);
    const { violation } = verdict!;
    expect([verdict!.outcome, verdict!.reason, violation && (violation.property ?? violation.kind)]).toEqual([violates === null ? 'verified' : 'violated', null, violates]);
    if (violation) expect(violation.steps.length).toBeGreaterThan(0);
  });
});
