import { expect, it } from 'vitest';
import { checkScenario } from '../../../../electron/engine/compile.ts';
import { shippedProperties } from '../../../../renderer/explore/shippedProperties.ts';
import { defaultScenario } from '../../../../shared/sources/index.ts';

it('are those of the program', () => {
  const { properties } = checkScenario({ scenario: defaultScenario }).program!;
  const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
  expect([...shippedProperties].sort(byName)).toEqual(properties.map(({ name, title, sentence }) => ({ name, title, sentence })).sort(byName));
});
