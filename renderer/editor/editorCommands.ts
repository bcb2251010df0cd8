/** What the editor can do, among the window's commands. The keys are Monaco's: shown, not bound again. */
import { registerCommands } from '../commands/commands.ts';
import type { editor } from './monaco.ts';

const actions = [
  { id: 'editor.definition', title: 'Go to Definition', action: 'editor.action.revealDefinition', hint: 'F12' },
  { id: 'editor.peek', title: 'Peek Definition', action: 'editor.action.peekDefinition', hint: 'Alt+F12' },
  { id: 'editor.references', title: 'Go to References', action: 'editor.action.goToReferences', hint: 'Shift+F12' },
  { id: 'editor.symbol', title: 'Go to Symbol', action: 'editor.action.quickOutline', hint: 'Ctrl+Shift+O' },
  { id: 'editor.line', title: 'Go to Line', action: 'editor.action.gotoLine', hint: 'Ctrl+G' },
  { id: 'editor.nextProblem', title: 'Next Problem', action: 'editor.action.marker.nextInFiles', hint: 'F8' },
  { id: 'editor.previousProblem', title: 'Previous Problem', action: 'editor.action.marker.prevInFiles', hint: 'Shift+F8' },
  { id: 'editor.rename', title: 'Rename Symbol', action: 'editor.action.rename', hint: 'F2' },
  { id: 'editor.complete', title: 'Complete', action: 'editor.action.triggerSuggest', hint: 'Ctrl+Space' },
  { id: 'editor.hover', title: 'Explain What Is Under the Cursor', action: 'editor.action.showHover', hint: 'Ctrl+K Ctrl+I' },
  { id: 'editor.comment', title: 'Toggle Comment', action: 'editor.action.commentLine', hint: 'Ctrl+/' },
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
