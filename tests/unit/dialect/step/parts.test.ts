import { expect, test } from 'vitest';
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import { CHUNK } from '../../../../shared/dialect/step/layout.ts';
import { partsOf } from '../../../../shared/dialect/step/parts.ts';

const text = `scenario({ title: 'two who keep something of their own', protocol: 'none' });
interface node { next: node; words: ArrayOf<int, 20>; }
let list: node;
thread('worker', { instances: 2 }, () => { const mine = local<node>(); mine.words[3] = 1; list = mine; });
thread('allocator', () => { list = alloc<node>(); });
`;

test.each(['sc', 'lkmm-ra'] as const)('each chunk of a state is in one part, and a thread in a part of its own (%s)', (memory) => {
  const { program, diagnostics } = checkForSearch({ scenario: { path: 'parts.scenario.ts', text }, memory });
  expect(diagnostics).toEqual([]);
  const { layout } = emitStep(program!, { properties: [], objects: 4, states: 1000, workers: 1 });
  const parts = partsOf(layout);
  expect(parts.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: layout.size / CHUNK }, (_, i) => i));
  const partOf = (address: number): number => parts.findIndex((part) => part.includes(Math.floor(address / CHUNK)));
  for (const { kind, record, locals } of layout.threads) {
    const part = partOf(record);
    expect([...locals.values()].map(partOf)).toEqual([...locals].map(() => part));
    expect(part === 0).toBe(kind !== 'thread');
  }
  expect(new Set(layout.threads.map(({ record }) => partOf(record))).size).toBe(4);
  expect(partOf(layout.globals['list']!)).toBeGreaterThan(3);
});

test('what lies between the records and the rest, as a struct is larger than all records, is in a part', () => {
  const large = text.replace('20', '600');
  const { program } = checkForSearch({ scenario: { path: 'parts.scenario.ts', text: large } });
  const { layout } = emitStep(program!, { properties: [], objects: 1, states: 1000, workers: 1 });
  expect(layout.nullBytes).toBeGreaterThan(layout.threads.at(-1)!.record + layout.recordBytes);
  expect(partsOf(layout).flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: layout.size / CHUNK }, (_, i) => i));
});
