/** The window's own commands. Keys follow VS Code where it has the same command. */
import { catalogueCommands } from '../catalogue/catalogueCommands.ts';
import { panels } from '../dock/panels.ts';
import { isDirty, keyOf, kindOf } from '../documents/document.ts';
import { stepCommands } from '../explore/stepCommands.ts';
import { useExploring } from '../explore/useExploring.ts';
import { inspectCommands } from '../inspect/inspectCommands.ts';
import { mutantCommands } from '../mutants/mutantCommands.ts';
import { playerCommands } from '../player/playerCommands.ts';
import { recordingCommands } from '../recordings/recordingCommands.ts';
import { useRun } from '../run/useRun.ts';
import { pictureCommands } from '../session/pictureCommands.ts';
import { timelineCommands } from '../session/timelineCommands.ts';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { useSession } from '../stores/session.ts';
import { useSettings } from '../stores/settings.ts';
import { useUndoing } from '../stores/undoing.ts';
import { call } from '../ipc/client.ts';
import { useTour } from '../tour/useTour.ts';
import { variantCommands } from '../variants/variantCommands.ts';
import type { Command, Need } from './commands.ts';

/** @param open opens a dialog. */
export function labCommands(open: (dialog: 'palette' | 'keys' | 'about' | 'preferences' | 'templates' | 'export') => void): Command[] {
  return [...runCommands(), ...exploreCommands(), ...stepCommands(), ...playerCommands(), ...recordingCommands(() => open('export')), ...catalogueCommands(), ...variantCommands(), ...mutantCommands(), ...timelineCommands(), ...pictureCommands(), ...inspectCommands(), ...fileCommands(open), ...viewCommands(), ...helpCommands(open)];
}

function fileCommands(open: Parameters<typeof labCommands>[0]): Command[] {
  const documents = useDocuments();
  const layout = useLayout();
  const notices = useNotices();
  const { settings } = useSettings();
  async function formatFirst(): Promise<void> {
    if (!settings.formatOnSave) return;
    // It comes with the editor, which is loaded later than the commands. A formatter that fails keeps nobody from saving.
    await notices.attempt('formatting', async () => (await import('../editor/format/formatDocument.ts')).formatDocument(documents.active!));
  }
  /** Who makes or opens one goes on in it. */
  function toWrite(show: () => void): void {
    show();
    layout.reveal('editor');
  }
  const scenario: Need = { what: 'a scenario in front', met: () => documents.active !== null && documents.active.kind !== 'kernel' };
  const several: Need = { what: 'more than one open editor', met: () => documents.open.length > 1 };
  return [
    { id: 'file.new', title: 'File: New Scenario', keys: ['Ctrl+N'], run: () => toWrite(() => documents.create()) },
    { id: 'file.newFromTemplate', title: 'File: New Scenario from Template…', keys: ['Ctrl+Alt+N'], run: () => open('templates') },
    {
      id: 'file.open',
      title: 'File: Open…',
      keys: ['Ctrl+O'],
      about: 'opening',
      async run() {
        const file = await call('files.open');
        if (file) toWrite(() => documents.show(documents.addFile(file)));
      },
    },
    {
      id: 'file.save',
      title: 'File: Save',
      keys: ['Ctrl+S'],
      needs: scenario,
      async run() {
        await formatFirst();
        if (await documents.save(documents.active!)) notices.info(`Saved ${documents.active!.name}.`);
      },
    },
    {
      id: 'file.saveAs',
      title: 'File: Save As…',
      keys: ['Ctrl+Shift+S'],
      needs: scenario,
      async run() {
        await formatFirst();
        if (await documents.saveAs(documents.active!)) notices.info(`Saved as ${documents.active!.name}.`);
      },
    },
    {
      id: 'file.formatOnSave',
      title: 'File: Turn Format on Save On or Off',
      run() {
        settings.formatOnSave = !settings.formatOnSave;
        notices.info(`Format on save is ${settings.formatOnSave ? 'on' : 'off'}.`);
      },
    },
    {
      id: 'file.revert',
      title: 'File: Revert to Saved',
      needs: {
        what: 'changes, and a file to go back to',
        met: () => documents.active !== null && isDirty(documents.active) && documents.onDisk.get(documents.active.id) !== null,
      },
      run: () => documents.revert(documents.active!),
    },
    {
      id: 'file.close',
      title: 'File: Close Editor',
      keys: ['Ctrl+W', 'Ctrl+F4'],
      needs: { what: 'an open editor', met: () => documents.activeId !== null },
      run: () => documents.close(documents.activeId!),
    },
    { id: 'editor.reopen', title: 'File: Reopen Closed Editor', keys: ['Ctrl+Shift+T'], needs: { what: 'an editor that was closed', met: () => documents.closed.length > 0 }, run: reopen },
    { id: 'file.quit', title: 'File: Quit', keys: ['Ctrl+Q'], run: () => window.close() },
    { id: 'editor.keep', title: 'Editor: Keep This Tab', needs: { what: 'a tab that is only looked at', met: () => documents.activeId !== null && documents.activeId === documents.previewId }, run: () => documents.keep(documents.activeId!) },
    { id: 'editor.next', title: 'Editor: Next Tab', keys: ['Ctrl+PageDown'], needs: several, run: () => step(1) },
    { id: 'editor.previous', title: 'Editor: Previous Tab', keys: ['Ctrl+PageUp'], needs: several, run: () => step(-1) },
  ];

  /** An unsaved one that was empty is gone: then the one before it. */
  async function reopen(): Promise<void> {
    for (let id = documents.closed.pop(); id !== undefined; id = documents.closed.pop()) {
      if (documents.show(id)) return;
      if (kindOf(id) !== 'file') continue;
      documents.show(documents.addFile(await call('files.reopen', { path: keyOf(id) })));
      return;
    }
  }

  function step(by: number): void {
    const { open, activeId } = documents;
    documents.show(open[(open.indexOf(activeId ?? '') + by + open.length) % open.length]!);
  }
}

function runCommands(): Command[] {
  const { start, stop } = useRun();
  const session = useSession();
  const { settings } = useSettings();
  return [
    { id: 'run.start', title: 'Run: Start', keys: ['Ctrl+Enter', 'F5'], needs: { what: 'the session that runs to be stopped first', met: () => !session.live }, run: start },
    { id: 'run.stop', title: 'Run: Stop', keys: ['Shift+F5'], needs: { what: 'a session that runs', met: () => session.live }, run: stop },
    { id: 'run.trace', title: 'Run: Trace Mode (every event, for the timeline)', run: () => void (settings.mode = 'trace') },
    { id: 'run.throughput', title: 'Run: Throughput Mode (figures only, full speed)', run: () => void (settings.mode = 'throughput') },
  ];
}

function exploreCommands(): Command[] {
  const { start } = useExploring();
  const exploration = useExploration();
  return [
    { id: 'explore.start', title: 'Explore: Every Interleaving', keys: ['Ctrl+Shift+Enter'], run: () => start() },
    { id: 'explore.pause', title: 'Explore: Pause', needs: { what: 'an exploration that searches', met: () => exploration.status === 'searching' }, run: exploration.pause },
    { id: 'explore.resume', title: 'Explore: Resume', needs: { what: 'an exploration that is paused', met: () => exploration.status === 'paused' }, run: exploration.resume },
    { id: 'explore.stop', title: 'Explore: Stop, Keeping Results', needs: { what: 'an exploration that runs', met: () => exploration.live }, run: exploration.stop },
  ];
}

function viewCommands(): Command[] {
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

function helpCommands(open: Parameters<typeof labCommands>[0]): Command[] {
  const tour = useTour();
  return [
    { id: 'palette.open', title: 'Help: Command Palette', keys: ['Ctrl+Shift+P', 'F1'], run: () => open('palette') },
    { id: 'help.keys', title: 'Help: Keyboard Shortcuts', keys: ['?'], run: () => open('keys') },
    { id: 'help.tour', title: 'Help: Take the Tour', run: tour.start },
    { id: 'help.about', title: 'Help: About, Versions', run: () => open('about') },
    { id: 'preferences.open', title: 'Help: Preferences…', keys: ['Ctrl+,'], run: () => open('preferences') },
  ];
}
