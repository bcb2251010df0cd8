import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { useReveal } from '../../../../renderer/editor/useReveal.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

const gone = { ok: false, code: 'not-found', message: 'a.ts is gone.' };
const there = { ok: true, value: { path: '/a.ts', name: 'a.ts', text: '' } };

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }));
  setActivePinia(createPinia());
});

it('says of a closed file that is gone that it is, without a break, until it is there again', async () => {
  let answer: unknown = gone;
  const said: (readonly string[])[] = [];
  const notices = useNotices();
  const tell = (): void => void said.push(notices.notices.map(({ message }) => message));
  vi.stubGlobal('window', { faultline: { call: (name: string) => (name === 'files.reopen' && tell(), Promise.resolve(answer)) }, addEventListener() {} });
  const documents = useDocuments();
  documents.show(documents.addFile(there.value));
  documents.close('file:/a.ts');
  const { reveal } = useReveal();
  for (answer of [gone, gone, there]) {
    expect(await reveal({ file: 'scenarios/a.ts', line: 1, column: 1 })).toBe(true);
    tell();
  }
  expect(said).toEqual([[], ['a.ts is gone.'], ['a.ts is gone.'], ['a.ts is gone.'], ['a.ts is gone.'], []]);
});
