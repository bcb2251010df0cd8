/** What the editor can do, among the window's commands. The keys are Monaco's: shown, not bound again. */
import { registerCommands, type Need } from '../commands/commands.ts';
import { useExploring } from '../explore/useExploring.ts';
import { sourcePath } from '../documents/document.ts';
import { useDocuments } from '../stores/documents.ts';
import { useNotices } from '../stores/notices.ts';
import { findOverride } from './override/override.ts';
import { editor, KeyCode, KeyMod } from './monaco.ts';
import type { Overrides } from './useOverrides.ts';

const actions = [
  { id: 'editor.definition', title: 'Go to Definition', action: 'editor.action.revealDefinition', key: 'F12' },
  { id: 'editor.peek', title: 'Peek Definition', action: 'editor.action.peekDefinition', key: 'Alt+F12' },
  { id: 'editor.references', title: 'Go to References', action: 'editor.action.goToReferences', key: 'Shift+F12' },
  { id: 'editor.symbol', title: 'Go to Symbol', action: 'editor.action.quickOutline', key: 'Ctrl+Shift+O' },
  { id: 'editor.line', title: 'Go to Line', action: 'editor.action.gotoLine', key: 'Ctrl+G' },
  { id: 'editor.nextProblem', title: 'Next Problem', action: 'editor.action.marker.nextInFiles', key: 'F8' },
  { id: 'editor.previousProblem', title: 'Previous Problem', action: 'editor.action.marker.prevInFiles', key: 'Shift+F8' },
  { id: 'editor.fix', title: 'Quick Fix', action: 'editor.action.quickFix', key: 'Ctrl+.' },
  { id: 'editor.rename', title: 'Rename Symbol', action: 'editor.action.rename', key: 'F2' },
  { id: 'editor.complete', title: 'Complete', action: 'editor.action.triggerSuggest', key: 'Ctrl+Space' },
  { id: 'editor.hover', title: 'Explain What Is Under the Cursor', action: 'editor.action.showHover', key: 'Ctrl+K Ctrl+I' },
  { id: 'editor.comment', title: 'Toggle Comment', action: 'editor.action.commentLine', key: 'Ctrl+/' },
  { id: 'editor.format', title: 'Format Document', action: 'editor.action.formatDocument', key: 'Shift+Alt+F' },
  { id: 'editor.formatSelection', title: 'Format Selection', action: 'editor.action.formatSelection', key: 'Ctrl+K Ctrl+F' },
  { id: 'editor.find', title: 'Find', action: 'actions.find', key: 'Ctrl+F' },
  { id: 'editor.replace', title: 'Replace', action: 'editor.action.startFindReplaceAction', key: 'Ctrl+H' },
  { id: 'editor.undo', title: 'Undo', action: 'undo', key: 'Ctrl+Z' },
  { id: 'editor.redo', title: 'Redo', action: 'redo', key: 'Ctrl+Shift+Z' },
  { id: 'editor.tab', title: 'Have Tab Move the Focus, or Indent Again', action: 'editor.action.toggleTabFocusMode', key: 'Ctrl+M' },
  { id: 'editor.foldAll', title: 'Fold All', action: 'editor.foldAll' },
  { id: 'editor.unfoldAll', title: 'Unfold All', action: 'editor.unfoldAll' },
];

/** On Linux, Monaco has other keys for these, of which one is the player's: the keys that are shown do it everywhere. */
const bound = [
  { command: 'editor.action.peekDefinition', keybinding: KeyMod.Alt | KeyCode.F12 },
  { command: 'editor.action.formatDocument', keybinding: KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF },
];

const open = (instance: editor.IStandaloneCodeEditor): Need => ({ what: 'an open document', met: () => instance.getModel() !== null });

export function editorCommands(instance: editor.IStandaloneCodeEditor): void {
  editor.addKeybindingRules(bound.map((rule) => ({ ...rule, when: 'editorTextFocus' })));
  registerCommands(
    actions.map(({ id, action, title, key }) => ({
      id,
      title: `Editor: ${title}`,
      pane: 'editor',
      paneKeys: key === undefined ? [] : [key],
      needs: open(instance),
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
    if (name === null) notices.fail('Put the cursor on the name of a kernel function, and it can be overridden.', undefined, 'override');
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
    ...own.map(({ id, title, keys, run }) => ({ id, title, keys, run, pane: 'editor' as const, needs: open(instance) })),
    {
      id: 'editor.compareOverride',
      title: 'Editor: Compare the Override at the Cursor with the Kernel’s',
      pane: 'editor',
      needs: { what: 'the cursor in an override', met: () => overridden() !== null },
      run: () => overrides.compare(overridden()!),
    },
  ]);
  own.forEach(({ id, menu, group, run }, index) => instance.addAction({ id: `lab.${id}`, label: menu, contextMenuGroupId: group, contextMenuOrder: index, run: () => notices.attempt(`command ${id}`, run) }));
}
