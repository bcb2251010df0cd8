import { expect, it, vi } from 'vitest';
import type { LabDocument } from '../../../../../renderer/documents/document.ts';
import { formatDocument } from '../../../../../renderer/editor/format/formatDocument.ts';

const { model, close, worker } = vi.hoisted(() => {
  let closed = false;
  const open = <T>(answer: T) => (): T => {
    if (closed) throw new Error('Model is disposed!');
    return answer;
  };
  return {
    model: { uri: 'file:///x', getLanguageId: () => 'typescript', isDisposed: () => closed, getValue: open(''), getVersionId: open(1), getFullModelRange: open({}), getOffsetAt: open(0), pushStackElement: open(undefined) },
    close: () => void (closed = true),
    // TypeScript hears that a file is gone, and is asked about it then.
    worker: { getFormattingEditsForRange: () => Promise.reject(new Error('Could not find file')) },
  };
});
vi.mock('../../../../../renderer/editor/monaco.ts', () => ({ editor: { getModel: () => model }, Range: { getStartPosition: () => null, getEndPosition: () => null }, Uri: { parse: () => null } }));
vi.mock('monaco-editor/languages/features/typescript/register', () => ({ getTypeScriptWorker: () => Promise.resolve(() => Promise.resolve(worker)) }));

const document: LabDocument = { id: 'untitled:1', kind: 'untitled', name: 'untitled-1', saved: '', text: '' };

it('tells what goes wrong in it, but not of a document that is closed before TypeScript is there', async () => {
  await expect(formatDocument(document)).rejects.toThrow('Could not find file');
  const formatted = formatDocument(document);
  close();
  await expect(formatted).resolves.toBeUndefined();
});
