/** What tells files of one name apart: the last of their folders in which they differ. */
import { keyOf, type LabDocument } from './document.ts';

/** Empty where the name says enough. */
export function folderShown(document: LabDocument, among: readonly LabDocument[]): string {
  const others = among.filter(({ id, kind, name }) => id !== document.id && kind === 'file' && name === document.name).map(foldersOf);
  if (document.kind !== 'file' || others.length === 0) return '';
  const folders = foldersOf(document);
  const differs = folders.findIndex((folder, up) => others.every((other) => other[up] !== folder));
  return differs < 0 ? folders.toReversed().join('/') : folders[differs]!;
}

/** From the file outwards. */
function foldersOf(document: LabDocument): string[] {
  return keyOf(document.id).split(/[/\\]/).slice(0, -1).toReversed();
}
