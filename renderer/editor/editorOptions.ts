/** How editors look. */
import type { Settings } from '../../shared/ipc/documents.ts';
import { themeValues } from '../theme/themeValues.ts';
import type { editor } from './monaco.ts';

/** How the person wants text in them. */
export function textOptions({ fontSize, wordWrap }: Settings): Pick<editor.IEditorOptions, 'fontSize' | 'wordWrap'> {
  return { fontSize, wordWrap: wordWrap ? 'on' : 'off' };
}

/** What all of the lab's have: the theme of `applyEditorTheme`, and nothing on the right but a scrollbar. */
export function labOptions() {
  return {
    theme: 'lab',
    automaticLayout: true,
    fontFamily: themeValues()('font-mono'),
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    overviewRulerBorder: false,
    fixedOverflowWidgets: true,
  } satisfies editor.IGlobalEditorOptions & editor.IEditorOptions;
}
