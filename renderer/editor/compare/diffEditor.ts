/**
 * The one diff editor, made when it is first needed and kept for the window's life: services that Monaco makes while it
 * stands are shared with the other editor, and would be gone with it.
 */
import { editor } from '../monaco.ts';
import { labOptions } from '../editorOptions.ts';

let made: { host: HTMLElement; view: editor.IStandaloneDiffEditor } | undefined;

/** `host`: where it is drawn, to be put into a place on the page. */
export function diffEditor(): NonNullable<typeof made> {
  made ??= make();
  return made;
}

function make(): NonNullable<typeof made> {
  const host = document.createElement('div');
  host.style.height = '100%';
  const view = editor.createDiffEditor(host, {
    ...labOptions(),
    originalEditable: false,
    hideUnchangedRegions: { enabled: true, contextLineCount: 4 },
    renderSideBySideInlineBreakpoint: 560,
    codeLens: false,
  });
  return { host, view };
}
