import { expect, it } from 'vitest';
import { OPTIONS } from '../../../electron/cli/commands/explore';
import { parseFlags, propertyFlags, sourceFlags } from '../../../electron/cli/flags';
import { homeCases } from '../../../shared/catalogue/cells';
import { ROWS } from '../../../shared/catalogue/rows';
import { exploreFlags } from '../../bench/explore/flags.mjs';

const cases = ROWS.flatMap(homeCases);

it.each(cases)('times the exploration that the catalogue asks for: $row, $part, $protocol', (of) => {
  const { values, positionals } = parseFlags({ args: exploreFlags(of), allowPositionals: true, options: OPTIONS });
  expect({ ...sourceFlags(values), properties: propertyFlags(values), liveness: values.liveness, memory: values.memory }).toEqual({
    protocol: of.protocol === 'none' ? undefined : of.protocol,
    config: of.config,
    properties: of.properties && [...of.properties],
    liveness: of.liveness ?? false,
    memory: of.memory ?? 'sc',
  });
  expect(positionals).toEqual([]);
});

it('has explorations of every kind to time', () => {
  expect(cases.some(({ memory }) => memory !== undefined)).toBe(true);
  expect(cases.some(({ liveness }) => liveness)).toBe(true);
  expect(cases.some(({ properties }) => properties?.length === 0)).toBe(true);
});
