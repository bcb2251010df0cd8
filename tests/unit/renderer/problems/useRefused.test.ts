import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../../../shared/dialect/diagnostics.ts';
import { useRefused } from '../../../../renderer/problems/useRefused.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { useProblems } from '../../../../renderer/stores/problems.ts';

const errors = [{ message: 'none is called so' }] as Diagnostic[];

beforeEach(() => {
  vi.stubGlobal('window', { faultline: {} });
  setActivePinia(createPinia());
});

/** The scenario that is refused, in front. */
function refused() {
  const documents = useDocuments();
  documents.create('first');
  return { documents, scenario: { ...documents.scenario! } };
}

it('lists the errors of a scenario that is refused', () => {
  const { scenario } = refused();
  useRefused()(scenario, 'untitled-1 was not run', errors);
  expect(useProblems().diagnostics).toEqual(errors);
  expect(useNotices().notices).toMatchObject([{ message: 'untitled-1 was not run: it has an error.', command: { id: 'view.problems' } }]);
});

it.each([
  ['another scenario is in front by then', ({ documents }: ReturnType<typeof refused>) => documents.create('second')],
  ['it has another text by then', ({ documents, scenario }: ReturnType<typeof refused>) => documents.setText(scenario.id, 'mended')],
])('lists none where %s', (_when, meanwhile) => {
  const all = refused();
  meanwhile(all);
  useRefused()(all.scenario, 'untitled-1 was not run', errors);
  expect(useProblems().diagnostics).toEqual([]);
  expect(useNotices().notices).toMatchObject([{ message: 'untitled-1 was not run: it has an error.', command: undefined }]);
});
