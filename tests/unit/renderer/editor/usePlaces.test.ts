import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { usePlaces } from '../../../../renderer/editor/usePlaces.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';

const text = 'a\nb\nc';
const place = { file: 'scenarios/a.ts', line: 2, column: 1, endLine: 3, endColumn: 2 };

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }));
  vi.stubGlobal('window', { faultline: { call: () => Promise.resolve({ ok: true, value: undefined }) }, addEventListener() {} });
  setActivePinia(createPinia());
});

it('follows places of the text that a program was made from, and of no other', () => {
  const documents = useDocuments();
  const documentId = documents.addFile({ path: '/a.ts', name: 'a.ts', text });
  const places = usePlaces(() => ({ documentId, text }));
  expect(places.now(place)).toEqual({ ...place, changed: false });
  documents.setText(documentId, 'x\na\n  b\n  c');
  expect(places.now(place)).toEqual({ file: place.file, line: 3, column: 3, endLine: 4, endColumn: 4, changed: false });
  expect(places.now({ ...place, file: 'kernel/mm.ts' })).toEqual({ ...place, file: 'kernel/mm.ts', changed: false });
  documents.setText(documentId, 'x\na\nc');
  expect(places.now(place)).toEqual({ file: place.file, line: 3, column: 1, endLine: 3, endColumn: 1, changed: true });
});

it('leaves places of a document that is closed as they are', () => {
  expect(usePlaces(() => ({ documentId: 'file:/gone.ts', text })).now(place)).toEqual({ ...place, changed: false });
  expect(usePlaces(() => null).now(place)).toEqual({ ...place, changed: false });
});
