import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { panels } from '../../../../renderer/dock/panels.ts';

it.each([
  // Nothing else would miss it: a pane that is not docked at first is never seen.
  ['renderer/dock/defaultLayout.ts', (id: string) => `add(api, '${id}'`],
  ['electron/main/menu.ts', (id: string) => `'view.${id}'`],
])('%s has every pane', (file, written) => {
  const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
  expect(panels.filter(({ id }) => !text.includes(written(id)))).toEqual([]);
});

it('gives each pane a key of its own', () => {
  expect(new Set(panels.map(({ key }) => key)).size).toBe(panels.length);
});
