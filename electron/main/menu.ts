/** The native menu: it names the window's commands, and the window does them. Keys belong to the window, so it shows them only. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

type Choose = (command: string) => void;

export function buildMenu(choose: Choose): Menu {
  const item = (label: string, command: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => choose(command),
    ...(accelerator && { accelerator, registerAccelerator: false }),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };

  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('New Scenario', 'file.new', 'CmdOrCtrl+N'),
        item('New from Template…', 'file.newFromTemplate', 'CmdOrCtrl+Alt+N'),
        item('Open…', 'file.open', 'CmdOrCtrl+O'),
        item('Open Recording…', 'recordings.open', 'CmdOrCtrl+Alt+R'),
        line,
        item('Save', 'file.save', 'CmdOrCtrl+S'),
        item('Save As…', 'file.saveAs', 'CmdOrCtrl+Shift+S'),
        item('Revert to Saved', 'file.revert'),
        line,
        item('Save Recording of the Session…', 'recordings.saveSession'),
        item('Save Recording of the Exploration…', 'recordings.saveExploration'),
        item('Save Recording of the Schedule…', 'recordings.savePlayed'),
        item('Export Recording…', 'recordings.export', 'CmdOrCtrl+Alt+E'),
        item('Save the Timeline as a Picture…', 'timeline.savePicture'),
        item('Save the Timeline as a Drawing…', 'timeline.saveDrawing'),
        line,
        item('Close Editor', 'file.close', 'CmdOrCtrl+W'),
        item('Reopen Closed Editor', 'editor.reopen', 'CmdOrCtrl+Shift+T'),
        ...(process.platform === 'darwin' ? [] : [line, { label: 'Quit', click: () => app.quit(), accelerator: 'Ctrl+Q' }]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'editor.undo', 'CmdOrCtrl+Z'),
        item('Redo', 'editor.redo', 'CmdOrCtrl+Shift+Z'),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        line,
        item('Find', 'editor.find', 'CmdOrCtrl+F'),
        item('Go to Definition', 'editor.definition', 'F12'),
        line,
        item('Preferences…', 'preferences.open', 'CmdOrCtrl+,'),
      ],
    },
    {
      label: '&Run',
      submenu: [
        item('Run', 'run.start', 'CmdOrCtrl+Enter'),
        item('Stop', 'run.stop', 'Shift+F5'),
        line,
        item('Explore', 'explore.start', 'CmdOrCtrl+Shift+Enter'),
        item('Stop Exploring', 'explore.stop'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Command Palette…', 'palette.open', 'CmdOrCtrl+Shift+P'),
        line,
        item('Library', 'view.library'),
        item('Editor', 'view.editor'),
        item('Timeline', 'view.timeline'),
        item('Counters', 'view.counters'),
        item('Latencies', 'view.latencies'),
        item('Address Space', 'view.addressSpace'),
        item('Threads', 'view.threads'),
        item('Session', 'view.session'),
        item('Problems', 'view.problems'),
        item('Explore', 'view.explore'),
        item('Catalogue', 'view.catalogue'),
        item('Mutants', 'view.mutants'),
        item('Player', 'view.player'),
        item('Inspector', 'view.inspector'),
        item('Contention', 'view.contention'),
        item('Compare Sessions', 'view.compare'),
        item('Compare Variants', 'view.variants'),
        line,
        item('Toggle Light and Dark', 'theme.toggle'),
        item('Reset Layout', 'layout.reset'),
        line,
        item('Zoom In', 'zoom.in', 'CmdOrCtrl+='),
        item('Zoom Out', 'zoom.out', 'CmdOrCtrl+-'),
        item('Actual Size', 'zoom.reset', 'CmdOrCtrl+0'),
        line,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { label: '&Help', submenu: [item('Take the Tour', 'help.tour'), item('Keyboard Shortcuts', 'help.keys', '?'), line, item('About Faultline', 'help.about')] },
  ];
  return Menu.buildFromTemplate(template);
}
