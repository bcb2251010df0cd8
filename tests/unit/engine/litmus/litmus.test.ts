/** The litmus tests, row by row: what each memory model allows. That joining steps makes no difference: ../explore/memory-models.test.ts. */
import { expect, it } from 'vitest';
import { Litmus } from '../../../../electron/engine/litmus/litmus.ts';
import { expected, litmusRows } from '../../../../shared/litmus/rows.ts';

it.each(['tso', 'lkmm-ra'] as const)('%s allows what it is to allow', { timeout: 300_000 }, async (memory) => {
  const tests = new Litmus(litmusRows, memory);
  const found: [string, boolean | null][] = [];
  for (const row of litmusRows) found.push([row.name, (await tests.run(row)).allowed]);
  expect(found).toEqual(litmusRows.map((row) => [row.name, expected(row, memory)]));
});

it('names each row once, and says of each by which file or why', () => {
  expect(new Set(litmusRows.map(({ name }) => name)).size).toBe(litmusRows.length);
  // What the lab is stronger in, the kernel's model allows.
  expect(litmusRows.filter(({ stronger, lkmm }) => stronger !== undefined && !lkmm)).toEqual([]);
});
