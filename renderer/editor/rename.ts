/** Renaming in the scenario, by Monaco's TypeScript worker. What the kernel declares keeps its name: its files are read-only. */
import { getTypeScriptWorker } from 'monaco-editor/languages/features/typescript/register';
import { type editor, type IDisposable, type IPosition, languages, Range } from './monaco.ts';

/** The parts of TypeScript's own answers that are used here; Monaco types them as `any`. */
interface RenameInfo {
  canRename: boolean;
  localizedErrorMessage?: string;
  displayName?: string;
}
interface RenameLocation {
  fileName: string;
  textSpan: { start: number; length: number };
}

export function registerRename(): IDisposable {
  return languages.registerRenameProvider('typescript', {
    /** Asked before the new name is: says early what cannot be renamed. */
    async resolveRenameLocation(model, position) {
      const word = model.getWordAtPosition(position);
      const range = word
        ? new Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn)
        : Range.fromPositions(position);
      const found = await find(model, position);
      return { range, text: word?.word ?? '', ...(typeof found === 'string' && { rejectReason: found }) };
    },
    async provideRenameEdits(model, position, newName) {
      const found = await find(model, position);
      if (typeof found === 'string') return { edits: [], rejectReason: found };
      const edits = found.map((range) => ({ resource: model.uri, versionId: undefined, textEdit: { range, text: newName } }));
      return { edits };
    },
  });
}

/** Every place of the name, or why it cannot be renamed. Monaco keeps to itself what a provider throws, so that the key would seem dead. */
async function find(model: editor.ITextModel, position: IPosition): Promise<Range[] | string> {
  try {
    return await places(model, position);
  } catch (error) {
    return `The places of this name could not be found: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function places(model: editor.ITextModel, position: IPosition): Promise<Range[] | string> {
  const file = model.uri.toString();
  const offset = model.getOffsetAt(position);
  const worker = await (await getTypeScriptWorker())(model.uri);
  const info = (await worker.getRenameInfo(file, offset, {})) as RenameInfo;
  if (!info.canRename) return info.localizedErrorMessage ?? 'This cannot be renamed.';
  const found = ((await worker.findRenameLocations(file, offset, false, false, false)) ?? []) as unknown as RenameLocation[];
  if (model.isDisposed()) return 'The document was closed.';
  if (found.some(({ fileName }) => fileName !== file)) return `${info.displayName ?? 'This'} is declared by the kernel, which is read-only.`;
  return found.map(({ textSpan: { start, length } }) => Range.fromPositions(model.getPositionAt(start), model.getPositionAt(start + length)));
}
