/** What there is to be done with how the window looks: its panes, theme and sizes. */
import { panels } from '../dock/panels.ts';
import { useLayout } from '../stores/layout.ts';
import { useSettings } from '../stores/settings.ts';
import { useUndoing } from '../stores/undoing.ts';
import type { Command } from './commands.ts';

export function viewCommands(): Command[] {
  const layout = useLayout();
  const settings = useSettings();
  const undoing = useUndoing();
  const font = (by: number): void => {
    settings.settings.fontSize = Math.min(Math.max(settings.settings.fontSize + by, 8), 32);
  };
  return [
    ...panels.map(({ id, title, key }) => ({
      id: `view.${id}`,
      title: `View: ${title.replace(/ [a-z]/g, (start) => start.toUpperCase())}`,
      keys: [key],
      run: () => layout.reveal(id),
    })),
    { id: 'layout.maximize', title: 'View: Maximize or Restore Pane', keys: ['Ctrl+Shift+M'], run: () => maximize() },
    { id: 'layout.reset', title: 'View: Reset Layout', run: layout.reset },
    { id: 'view.undo', title: 'View: Undo Removing a Note or Resetting the Layout', needs: { what: 'something just removed or reset', met: () => undoing.offered !== null }, run: undoing.undo },
    { id: 'theme.toggle', title: 'View: Toggle Light and Dark', keys: ['Ctrl+Shift+L'], run: settings.toggleTheme },
    { id: 'theme.system', title: 'View: Theme of the System', run: () => void (settings.settings.theme = 'system') },
    { id: 'zoom.in', title: 'View: Zoom In', keys: ['Ctrl+=', 'Ctrl+Shift++'], run: () => settings.zoomBy(1) },
    { id: 'zoom.out', title: 'View: Zoom Out', keys: ['Ctrl+-'], run: () => settings.zoomBy(-1) },
    { id: 'zoom.reset', title: 'View: Actual Size', keys: ['Ctrl+0'], run: () => void (settings.settings.zoom = 1) },
    { id: 'editor.wrap', title: 'View: Wrap Long Lines in the Editor, or Not', keys: ['Alt+Z'], run: () => void (settings.settings.wordWrap = !settings.settings.wordWrap) },
    { id: 'font.larger', title: 'View: Larger Editor Text', run: () => font(1) },
    { id: 'font.smaller', title: 'View: Smaller Editor Text', run: () => font(-1) },
  ];

  function maximize(): void {
    const dock = layout.dock;
    if (!dock) return;
    // Where the focus is: a pane that showed a source made the editor active, and kept the focus.
    const panel = dock.panels.find((candidate) => candidate.view.content.element.contains(document.activeElement)) ?? dock.activePanel;
    if (dock.hasMaximizedGroup()) dock.exitMaximizedGroup();
    else if (panel) dock.maximizeGroup(panel);
  }
}
