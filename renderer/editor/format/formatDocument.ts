/** Formats a document, or what is selected of it, by Monaco's TypeScript worker, in one step that can be undone: the same when it is asked for as when it is saved. */
import { getTypeScriptWorker } from 'monaco-editor/languages/features/typescript/register';
import type { LabDocument } from '../../documents/document.ts';
import { applyEdits } from '../fixes/fixes.ts';
import { editor, type IDisposable, type IRange, languages, Range, type Uri } from '../monaco.ts';
import { uriFor } from '../models.ts';
import { formatOptions } from './formatOptions.ts';
import { sameCode } from './sameCode.ts';

/** TypeScript's own answer; Monaco types it as `any`. */
interface TextChange {
  span: { start: number; length: number };
  newText: string;
}

export async function formatDocument(document: LabDocument): Promise<void> {
  const model = editor.getModel(uriFor(document));
  if (!model || model.getLanguageId() !== 'typescript') return;
  const edits = await formatting(model);
  if (edits.length === 0) return;
  model.pushStackElement();
  model.pushEditOperations([], edits, () => null);
  model.pushStackElement();
}

export function registerFormat(): IDisposable[] {
  return [
    languages.registerDocumentFormattingEditProvider('typescript', { provideDocumentFormattingEdits: (model) => formatting(model) }),
    languages.registerDocumentRangeFormattingEditProvider('typescript', { provideDocumentRangeFormattingEdits: formatting }),
  ];
}

/** None, where what it says would not be the same any more. */
async function formatting(model: editor.ITextModel, part: IRange = model.getFullModelRange()): Promise<{ range: Range; text: string }[]> {
  const before = model.getValue();
  const version = model.getVersionId();
  const from = model.getOffsetAt(Range.getStartPosition(part));
  const to = model.getOffsetAt(Range.getEndPosition(part));
  const changes = await ask(model.uri, from, to).catch((error: unknown) => {
    // Closed before TypeScript has come to it, which knows no such file then.
    if (model.isDisposed()) return [];
    throw error;
  });
  // Typed on meanwhile, or closed: the next save will do.
  if (model.isDisposed() || model.getVersionId() !== version) return [];
  const edits = changes.map(({ span: { start, length }, newText }) => ({ start, end: start + length, text: newText }));
  if (!sameCode(before, applyEdits(before, edits))) return [];
  return edits.map(({ start, end, text }) => ({ range: Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)), text }));
}

async function ask(uri: Uri, from: number, to: number): Promise<TextChange[]> {
  const worker = await (await getTypeScriptWorker())(uri);
  return (await worker.getFormattingEditsForRange(uri.toString(), from, to, { ...formatOptions })) as TextChange[];
}
