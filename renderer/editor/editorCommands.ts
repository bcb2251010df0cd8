/** What the editor can do, among the window's commands. The keys are Monaco's: shown, not bound again. */
import { registerCommands } from '../commands/commands.ts';
import { useExploring } from '../explore/useExploring.ts';
import { sourcePath } from '../documents/document.ts';
import { useDocuments } from '../stores/documents.ts';
import { useNotices } from '../stores/notices.ts';
import { findOverride } from './override/override.ts';
import type { editor } from './monaco.ts';
import type { Overrides } from './useOverrides.ts';

const actions = [
  { id: 'editor.definition', title: 'Go to Definition', action: 'editor.action.revealDefinition', hint: 'F12' },
  { id: 'editor.peek', title: 'Peek Definition', action: 'editor.action.peekDefinition', hint: 'Alt+F12' },
  { id: 'editor.references', title: 'Go to References', action: 'editor.action.goToReferences', hint: 'Shift+F12' },
  { id: 'editor.symbol', title: 'Go to Symbol', action: 'editor.action.quickOutline', hint: 'Ctrl+Shift+O' },
  { id: 'editor.line', title: 'Go to Line', action: 'editor.action.gotoLine', hint: 'Ctrl+G' },
  { id: 'editor.nextProblem', title: 'Next Problem', action: 'editor.action.marker.nextInFiles', hint: 'F8' },
  { id: 'editor.previousProblem', title: 'Previous Problem', action: 'editor.action.marker.prevInFiles', hint: 'Shift+F8' },
  { id: 'editor.fix', title: 'Quick Fix', action: 'editor.action.quickFix', hint: 'Ctrl+.' },
  { id: 'editor.rename', title: 'Rename Symbol', action: 'editor.action.rename', hint: 'F2' },
  { id: 'editor.complete', title: 'Complete', action: 'editor.action.triggerSuggest', hint: 'Ctrl+Space' },
  { id: 'editor.hover', title: 'Explain What Is Under the Cursor', action: 'editor.action.showHover', hint: 'Ctrl+K Ctrl+I' },
  { id: 'editor.comment', title: 'Toggle Comment', action: 'editor.action.commentLine', hint: 'Ctrl+/' },
  { id: 'editor.format', title: 'Format Document', action: 'editor.action.formatDocument', hint: 'Shift+Alt+F' },
  { id: 'editor.find', title: 'Find', action: 'actions.find', hint: 'Ctrl+F' },
  { id: 'editor.replace', title: 'Replace', action: 'editor.action.startFindReplaceAction', hint: 'Ctrl+H' },
  { id: 'editor.undo', title: 'Undo', action: 'undo', hint: 'Ctrl+Z' },
  { id: 'editor.redo', title: 'Redo', action: 'redo', hint: 'Ctrl+Shift+Z' },
  { id: 'editor.foldAll', title: 'Fold All', action: 'editor.foldAll' },
  { id: 'editor.unfoldAll', title: 'Unfold All', action: 'editor.unfoldAll' },
];

export function editorCommands(instance: editor.IStandaloneCodeEditor): void {
  registerCommands(
    actions.map(({ action, title, ...command }) => ({
      ...command,
      title: `Editor: ${title}`,
      enabled: () => instance.getModel() !== null,
      run() {
        instance.focus();
        instance.trigger('command', action, null);
      },
    })),
  );
}

/** What the lab does with the place of the cursor: in the palette, and in the editor's menu. */
export function placeCommands(instance: editor.IStandaloneCodeEditor, overrides: Overrides): void {
  const documents = useDocuments();
  const notices = useNotices();
  const { start } = useExploring();

  async function exploreToCursor(): Promise<void> {
    const line = instance.getPosition()?.lineNumber;
    const document = documents.active;
    if (line === undefined || !document) return;
    await start({ kind: 'line', file: document.kind === 'kernel' ? sourcePath(document) : null, line, lastLine: line });
  }

  async function overrideAtCursor(): Promise<void> {
    const name = overrides.nameAtCursor();
    if (name === null) notices.fail('Put the cursor on the name of a kernel function, and it can be overridden.');
    else await overrides.override(name);
  }

  const overridden = (): string | null => {
    const name = overrides.nameAtCursor();
    return name !== null && documents.scenario && findOverride(documents.scenario.text, name) ? name : null;
  };

  const own = [
    { id: 'explore.toLine', title: 'Explore: To the Line of the Cursor', menu: 'Explore to This Line', keys: ['Ctrl+F9'], group: '1_lab', run: exploreToCursor },
    { id: 'editor.override', title: 'Editor: Override the Kernel Function at the Cursor', menu: 'Override This Kernel Function', keys: ['Ctrl+Alt+O'], group: '1_lab', run: overrideAtCursor },
  ];
  registerCommands([
    ...own.map(({ id, title, keys, run }) => ({ id, title, keys, run, enabled: () => instance.getModel() !== null })),
    {
      id: 'editor.compareOverride',
      title: 'Editor: Compare the Override at the Cursor with the Kernel’s',
      enabled: () => overridden() !== null,
      run: () => overrides.compare(overridden()!),
    },
  ]);
  own.forEach(({ id, menu, group, run }, index) => instance.addAction({ id: `lab.${id}`, label: menu, contextMenuGroupId: group, contextMenuOrder: index, run: () => run().catch(notices.fail) }));
}
