/** What the headers of the scenarios for long runs say of exploring them: small as they say, they come to a verdict. */
import { expect, it } from 'vitest';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { explored } from '../kernel/properties/explored.ts';
import { nameOf } from './names.ts';

/** `NAME=VALUE` of all that a header says after "make it small". */
function smallConfig(text: string): Record<string, number | boolean> {
  const header = text.slice(0, text.indexOf('*/')).replaceAll(/\n \* ?/g, ' ');
  const said = /[Mm]ake it small, in Config or with --config: (.*)/.exec(header)![1]!;
  return Object.fromEntries([...said.matchAll(/([A-Z_]+)=(\w+)/g)].map(([, name, value]) => [name!, value === 'y' ? true : Number(value)]));
}

const textOf = (name: string): string => scenarioSources.find((s) => nameOf(s) === name)!.text;

// The others take minutes, or millions of states: 02, 04 and 07.
it.each(['01-one-vma', '03-munmap'])('%s is verified to the end of its teardown', { timeout: 300_000 }, async (name) => {
  const config = smallConfig(textOf(name));
  expect(Object.keys(config).length).toBeGreaterThan(1);
  const verdict = await explored(textOf(name), { config: { VMA_FREE_BATCH: 32, RWSEM_SPIN_ON_OWNER: true, ...config } });
  expect(verdict).toMatchObject({ outcome: 'verified', violation: null });
});
