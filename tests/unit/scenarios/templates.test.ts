/** The templates: each does what its header says. */
import { expect, it } from 'vitest';
import { explore } from '../../../electron/engine/explore/explore.ts';
import { templateSources } from '../../../shared/sources/index.ts';

it.each(templateSources.map((source) => [source.path, source] as const))('%s ends as it says', { timeout: 300_000 }, async (_path, scenario) => {
  const stated = /^ \* Explored: (verified|violated)\b/m.exec(scenario.text)?.[1];
  const { checked, verdict } = await explore({ scenario }, { maxStates: 1_000_000, objects: 8, limitMs: 300_000, signal: new AbortController().signal, onProgress: () => {} });
  expect(checked.diagnostics).toEqual([]);
  expect([verdict!.outcome, verdict!.reason]).toEqual([stated, null]);
  expect(verdict!.sometimes.filter(({ seen }) => !seen)).toEqual([]);
});
