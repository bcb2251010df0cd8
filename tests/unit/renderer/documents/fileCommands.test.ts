import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fileCommands } from '../../../../renderer/documents/fileCommands.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

/** What goes on while a document is formatted: the first time that takes as long as TypeScript does to start. */
let meanwhile: () => void;
vi.mock('../../../../renderer/editor/format/formatDocument.ts', () => ({ formatDocument: async () => meanwhile() }));

let written: [path: string, text: string][];
beforeEach(() => {
  meanwhile = () => {};
  written = [];
  const onDisk: Record<string, string> = { '/a.ts': 'a', '/b.ts': 'b' };
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }));
  vi.stubGlobal('window', {
    faultline: {
      async call(name: string, request: { path: string; text: string }) {
        if (name === 'files.save') written.push([request.path, request.text]);
        if (name === 'files.reopen') return { ok: true, value: { path: request.path, name: request.path.slice(1), text: onDisk[request.path] } };
        if (name === 'files.saveAs') return { ok: true, value: { path: '/c.ts', name: 'c.ts', text: request.text } };
        return { ok: true, value: undefined };
      },
    },
  });
  setActivePinia(createPinia());
  const documents = useDocuments();
  for (const name of ['b', 'a']) documents.show(documents.addFile({ path: `/${name}.ts`, name: `${name}.ts`, text: name }));
  for (const name of ['b', 'a']) documents.setText(`file:/${name}.ts`, `${name}, typed`);
});
afterEach(() => vi.unstubAllGlobals());

const run = async (id: string): Promise<void> => fileCommands(() => {}).find((command) => command.id === id)!.run();
const said = (): string[] => useNotices().notices.map(({ message }) => message);

it.each([
  ['another tab comes to the front', () => void useDocuments().show('file:/b.ts')],
  ['all tabs are closed', () => ['file:/a.ts', 'file:/b.ts'].forEach((id) => useDocuments().close(id))],
])('what was in front is saved, though %s while it is formatted', async (_, happens) => {
  meanwhile = happens;
  await run('file.save');
  // Of a tab that was closed unsaved and is saved now, only the latter.
  expect([written, said().filter((text) => text.includes('a.ts'))]).toEqual([[['/a.ts', 'a, typed']], ['Saved a.ts.']]);
});

it('a copy is of what was in front, and is called what it was saved as', async () => {
  meanwhile = () => void useDocuments().show('file:/b.ts');
  await run('file.saveAs');
  expect([useDocuments().known.get('file:/c.ts')?.text, said()]).toEqual(['a, typed', ['Saved as c.ts.']]);
});
