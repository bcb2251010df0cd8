/** Monaco in the lab's colours, read from the theme's custom properties so that they are written in one place. */
import { themeValues } from '../theme/themeValues.ts';
import { editor } from './monaco.ts';

/** Defines and applies the theme that the document has now. */
export function applyEditorTheme(theme: 'light' | 'dark'): void {
  const colour = themeValues();
  const rule = (token: string, name: string, fontStyle = ''): editor.ITokenThemeRule => ({
    token,
    foreground: colour(name).slice(1),
    fontStyle,
  });
  editor.defineTheme('lab', {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('comment', 'text-dim', 'italic'),
      rule('keyword', 'series-3'),
      rule('string', 'series-2'),
      rule('number', 'series-6'),
      rule('type', 'series-1'),
      rule('type.identifier', 'series-1'),
      rule('identifier', 'text'),
      rule('delimiter', 'text'),
    ],
    colors: {
      'editor.background': colour('surface-1'),
      'editor.foreground': colour('text'),
      'editor.lineHighlightBackground': colour('surface-2'),
      'editor.lineHighlightBorder': '#00000000',
      'editorLineNumber.foreground': colour('line-strong'),
      'editorLineNumber.activeForeground': colour('text'),
      'editorCursor.foreground': colour('accent'),
      'editorGutter.background': colour('surface-1'),
      'editorWidget.background': colour('surface-2'),
      'editorWidget.border': colour('line'),
      'editorHoverWidget.background': colour('surface-2'),
      'editorHoverWidget.border': colour('line'),
      'editorSuggestWidget.selectedBackground': colour('surface-4'),
      'editorSuggestWidget.selectedForeground': colour('text'),
      'editorSuggestWidget.selectedIconForeground': colour('text'),
      'editorSuggestWidget.highlightForeground': colour('accent'),
      'editorSuggestWidget.focusHighlightForeground': colour('accent'),
      'editorActionList.background': colour('surface-2'),
      'editorActionList.foreground': colour('text'),
      'editorActionList.focusBackground': colour('surface-4'),
      'editorActionList.focusForeground': colour('text'),
      'editorCodeLens.foreground': colour('text-dim'),
      'editorLink.activeForeground': colour('accent'),
      'textLink.foreground': colour('accent'),
      'textLink.activeForeground': colour('accent-strong'),
      'diffEditor.insertedLineBackground': `${colour('ok')}22`,
      'diffEditor.insertedTextBackground': `${colour('ok')}44`,
      'diffEditor.removedLineBackground': `${colour('error')}1c`,
      'diffEditor.removedTextBackground': `${colour('error')}3c`,
      'diffEditor.unchangedRegionBackground': colour('surface-2'),
      'diffEditor.unchangedRegionForeground': colour('text-dim'),
      'editorError.foreground': colour('error'),
      'editorWarning.foreground': colour('warning'),
      'editorStickyScroll.background': colour('surface-1'),
      'editorStickyScrollHover.background': colour('surface-2'),
      'minimap.background': colour('surface-1'),
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${colour('surface-4')}c0`,
      'scrollbarSlider.hoverBackground': colour('surface-4'),
      'scrollbarSlider.activeBackground': colour('free'),
      focusBorder: colour('accent'),
    },
  });
  editor.setTheme('lab');
}
