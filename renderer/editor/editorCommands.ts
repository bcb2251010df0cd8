/** What the editor can do, among the window's commands. */
import { registerCommands } from '../commands/commands.ts';
import type { editor } from './monaco.ts';

/** Keys that Monaco binds to its actions; its own table of them is not public. */
const keys: Record<string, string> = {
  'editor.action.revealDefinition': 'F12',
  'editor.action.peekDefinition': 'Alt+F12',
  'editor.action.goToReferences': 'Shift+F12',
  'editor.action.rename': 'F2',
  'editor.action.quickOutline': 'Ctrl+Shift+O',
  'editor.action.marker.nextInFiles': 'F8',
  'editor.action.marker.prevInFiles': 'Shift+F8',
  'editor.action.commentLine': 'Ctrl+/',
  'editor.action.showHover': 'Ctrl+K Ctrl+I',
  'editor.action.triggerSuggest': 'Ctrl+Space',
  'actions.find': 'Ctrl+F',
  'editor.action.startFindReplaceAction': 'Ctrl+H',
  'editor.action.gotoLine': 'Ctrl+G',
};
const shown = new Set(Object.keys(keys).concat('editor.action.formatDocument', 'editor.foldAll', 'editor.unfoldAll'));

export function editorCommands(instance: editor.IStandaloneCodeEditor): void {
  registerCommands(
    instance
      .getSupportedActions()
      .filter(({ id }) => shown.has(id))
      .map((action) => ({
        id: action.id,
        title: `Editor: ${action.label}`,
        ...(keys[action.id] && { hint: keys[action.id] }),
        enabled: () => action.isSupported(),
        run: () => {
          instance.focus();
          return action.run();
        },
      })),
  );
}
