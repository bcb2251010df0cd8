import { expect, it } from 'vitest';
import type { LabDocument } from '../../../../renderer/documents/document.ts';
import { folderShown } from '../../../../renderer/documents/folderShown.ts';

const file = (path: string): LabDocument => ({ id: `file:${path}`, kind: 'file', name: path.split(/[/\\]/).at(-1)!, saved: '', text: '' });
const shown = (...paths: string[]): string[] => {
  const all = paths.map(file);
  return all.map((each) => folderShown(each, all));
};

it('is nothing where names differ', () => {
  expect(shown('/home/me/a.ts', '/home/me/b.ts')).toEqual(['', '']);
});

it('is the folder, or the next one up that differs', () => {
  expect(shown('/home/me/one/a.ts', '/home/me/two/a.ts')).toEqual(['one', 'two']);
  expect(shown('/home/one/tests/a.ts', '/home/two/tests/a.ts', '/b.ts')).toEqual(['one', 'two', '']);
  expect(shown('C:\\one\\a.ts', 'C:\\two\\a.ts')).toEqual(['one', 'two']);
});

it('is the whole way where no folder alone says it', () => {
  expect(shown('/x/tests/a.ts', '/x/lib/a.ts', '/y/tests/a.ts')).toEqual(['/x/tests', 'lib', 'y']);
});

it('is for files only', () => {
  const [mine, theirs] = [file('/home/01.ts'), { ...file('/x'), id: 'shipped:01.ts', kind: 'shipped' as const, name: '01.ts' }];
  expect([mine, theirs].map((each) => folderShown(each, [mine, theirs]))).toEqual(['', '']);
});
