/** The litmus tests, row by row: what each memory model allows, with steps joined and with each access by itself. */
import { describe, expect, it } from 'vitest';
import { Litmus } from '../../../../electron/engine/litmus/litmus.ts';
import type { MemoryModel } from '../../../../shared/dialect/memory-model.ts';
import { expected, litmusRows, type LitmusRow } from '../../../../shared/litmus/rows.ts';

/** Those with the kernel's RCU take longer: they are not explored without joining. */
const small = litmusRows.filter(({ rcu }) => rcu !== true);

async function told(memory: MemoryModel, rows: readonly LitmusRow[], reduction: 'full' | 'none'): Promise<[string, boolean | null][]> {
  const tests = new Litmus(rows, memory);
  const found: [string, boolean | null][] = [];
  for (const row of rows) found.push([row.name, (await tests.run(row, { reduction })).allowed]);
  return found;
}

describe.each(['sc', 'tso', 'lkmm-ra'] as const)('%s', (memory) => {
  it('allows what it is to allow', { timeout: 300_000 }, async () => {
    const rows = memory === 'sc' ? small : litmusRows;
    expect(await told(memory, rows, 'full')).toEqual(rows.map((row) => [row.name, expected(row, memory)]));
  });
});

it.each(['tso', 'lkmm-ra'] as const)('%s: joining steps changes no outcome', { timeout: 300_000 }, async (memory) => {
  expect(await told(memory, small, 'none')).toEqual(small.map((row) => [row.name, expected(row, memory)]));
});

it('names each row once, and says of each by which file or why', () => {
  expect(new Set(litmusRows.map(({ name }) => name)).size).toBe(litmusRows.length);
  // What the lab is stronger in, the kernel's model allows.
  expect(litmusRows.filter(({ stronger, lkmm }) => stronger !== undefined && !lkmm)).toEqual([]);
});
