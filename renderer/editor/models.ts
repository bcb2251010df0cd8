/**
 * Monaco's models of one program: the dialect's library, the kernel with the variant that the scenario asks for, and the
 * scenario itself. All of them are global scripts in one scope, so at any time there is exactly one scenario and one variant.
 */
import { sourcePath, type LabDocument } from '../documents/document.ts';
import { kernelFiles } from '../stores/library.ts';
import { aside, editor, Uri } from './monaco.ts';

/** The path that diagnostics and stack frames use. */
export function pathOf(uri: Uri): string {
  return uri.path.slice(1);
}

/** With the scheme `file`, Monaco keeps a model's undo history when the model goes and comes back. */
export function uriOf(path: string): Uri {
  return Uri.parse(`file:///${path}`);
}

/** Creates the models of all files that every program has. */
export function createKernelModels(): void {
  for (const { name, text } of kernelFiles) {
    if (!isVariant(name)) editor.createModel(text, 'typescript', uriOf(`kernel/${name}`));
  }
}

/** Makes this variant, and no other, part of the program. A variant that stands in the editor may lose its model by it. */
export function chooseVariant(protocol: string): void {
  const wanted = `variants/${protocol}.ts`;
  for (const { name, text } of kernelFiles) {
    if (!isVariant(name)) continue;
    const uri = uriOf(`kernel/${name}`);
    const there = editor.getModel(uri);
    if (name === wanted) {
      if (there?.getLanguageId() === 'typescript') continue;
      there?.dispose();
      editor.createModel(text, 'typescript', uri);
    } else if (there?.getLanguageId() === 'typescript') {
      there.dispose();
    }
  }
}

/** The model of a document. A variant outside the program can be read, but takes no part in it. */
export function modelOf(document: LabDocument): editor.ITextModel {
  const uri = uriOf(sourcePath(document));
  const outside = document.kind === 'kernel' && isVariant(document.name);
  return editor.getModel(uri) ?? editor.createModel(document.text, outside ? aside : 'typescript', uri);
}

export function dropModel(document: LabDocument): void {
  editor.getModel(uriOf(sourcePath(document)))?.dispose();
}

function isVariant(name: string): boolean {
  return name.startsWith('variants/');
}
