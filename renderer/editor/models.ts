/**
 * Monaco's models of one program: the dialect's library, the kernel with the variant that the scenario asks for, and the
 * scenario itself. All of them are global scripts in one scope, so at any time there is exactly one scenario and one variant.
 */
import { kernelOf } from '../../shared/variants/kernel.ts';
import { kindOf, nameOf, sourcePath, type LabDocument } from '../documents/document.ts';
import { hashOf } from '../hash.ts';
import { kernelFiles } from '../stores/library.ts';
import { useNotices } from '../stores/notices.ts';
import type { Line } from './marked.ts';
import { aside, editor, tellTypeScript, Uri } from './monaco.ts';

/** The path that diagnostics and stack frames use. */
export function pathOf(uri: Uri): string {
  return uri.path.slice(1);
}

/** With the scheme `file`, Monaco keeps a model's undo history when the model goes and comes back. */
export function uriOf(path: string): Uri {
  return Uri.parse(`file:///${path}`);
}

/** Files of one name have the same path in the program, and each its own history. */
export function uriFor(document: Pick<LabDocument, 'id' | 'kind' | 'name'>): Uri {
  const uri = uriOf(sourcePath(document));
  return document.kind === 'file' ? uri.with({ authority: hashOf(document.id) }) : uri;
}

/** Whether the line is in the model's document. */
export function isIn({ uri }: editor.ITextModel, { file, documentId: id }: Line): boolean {
  return id === undefined ? pathOf(uri) === file : `${uri}` === `${uriFor({ id, kind: kindOf(id), name: nameOf(id) })}`;
}

/** Makes the kernel with this variant the program's, and nothing else of it. A file that stands in the editor may lose its model by it. */
export function chooseVariant(protocol: string): void {
  const wanted = new Set(kernelOf(protocol).map(({ path }) => path));
  const added: Uri[] = [];
  for (const { name, text } of kernelFiles) {
    const path = `kernel/${name}`;
    const uri = uriOf(path);
    const there = editor.getModel(uri);
    if (wanted.has(path) || name === 'lib.d.ts') {
      if (there?.getLanguageId() === 'typescript') continue;
      there?.dispose();
      editor.createModel(text, 'typescript', uri);
      added.push(uri);
    } else if (there?.getLanguageId() === 'typescript') {
      there.dispose();
    }
  }
  void useNotices().upkeep('typescript', () => tellTypeScript(added));
}

/** The model of a document. A kernel file outside the program can be read, but takes no part in it; that is so of all that have no model yet. */
export function modelOf(document: LabDocument): editor.ITextModel {
  const uri = uriFor(document);
  return editor.getModel(uri) ?? editor.createModel(document.text, document.kind === 'kernel' ? aside : 'typescript', uri);
}

export function dropModel(document: LabDocument): void {
  editor.getModel(uriFor(document))?.dispose();
}
