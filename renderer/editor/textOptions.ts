import type { Settings } from '../../shared/ipc/documents.ts';
import type { editor } from './monaco.ts';

/** How the person wants text in editors. */
export function textOptions({ fontSize, wordWrap }: Settings): Pick<editor.IEditorOptions, 'fontSize' | 'wordWrap'> {
  return { fontSize, wordWrap: wordWrap ? 'on' : 'off' };
}
