import { expect, it } from 'vitest';
import { kindOf, nameOf, type LabDocument } from '../../../../renderer/documents/document.ts';
import { meantBy } from '../../../../renderer/documents/meant.ts';

const document = (id: string): LabDocument => ({ id, kind: kindOf(id), name: nameOf(id), saved: '', text: '' });
const mine = 'file:/mine/a.scenario.ts';
const yours = 'file:/yours/a.scenario.ts';

it.each([
  ['what ships, where nothing else is called so', 'shipped:a.scenario.ts', [], [], undefined],
  ['a file that was closed', mine, [], [mine], undefined],
  ['the one that was closed last', yours, [], [mine, yours], undefined],
  ['one that is open, before one that was closed', mine, [mine], [yours], undefined],
  ['what it was made from, before one that is open', yours, [mine], [], yours],
  ['one that is open, where it was made from something else', mine, [mine], [], 'untitled:1'],
] as const)('%s', (_, meant, known, closed, made) => {
  expect(meantBy('scenarios/a.scenario.ts', { scenario: null, known: known.map(document), closed }, made)).toBe(meant);
});

it('the scenario that runs, before another one of its name', () => {
  expect(meantBy('scenarios/a.scenario.ts', { scenario: document(yours), known: [document(mine)], closed: [] })).toBe(yours);
});

it('the kernel, whatever the scenario is', () => {
  expect(meantBy('kernel/rwsem.ts', { scenario: document(mine), known: [document(mine)], closed: [] }, mine)).toBe('kernel:rwsem.ts');
});
