/** The window's own commands. Keys follow VS Code where it has the same command. */
import { panels } from '../dock/panels.ts';
import { isDirty } from '../documents/document.ts';
import { formatDocument } from '../editor/format/formatDocument.ts';
import { useExploring } from '../explore/useExploring.ts';
import { useRun } from '../run/useRun.ts';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { useSession } from '../stores/session.ts';
import { useSettings } from '../stores/settings.ts';
import { call } from '../ipc/client.ts';
import type { Command } from './commands.ts';

/** @param dialogs opens the palette, the help on keys, the templates. */
export function labCommands(dialogs: { palette(): void; keys(): void; templates(): void }): Command[] {
  return [...runCommands(), ...exploreCommands(), ...fileCommands(dialogs), ...viewCommands(), ...helpCommands(dialogs)];
}

function fileCommands(dialogs: { templates(): void }): Command[] {
  const documents = useDocuments();
  const notices = useNotices();
  const { settings } = useSettings();
  async function formatFirst(): Promise<void> {
    // A formatter that fails keeps nobody from saving.
    if (settings.formatOnSave !== false) await formatDocument(documents.active!).catch(notices.fail);
  }
  const scenario = (): boolean => documents.active !== null && documents.active.kind !== 'kernel';
  return [
    { id: 'file.new', title: 'File: New Scenario', keys: ['Ctrl+N'], run: () => documents.create() },
    { id: 'file.newFromTemplate', title: 'File: New Scenario from Template…', keys: ['Ctrl+Alt+N'], run: dialogs.templates },
    {
      id: 'file.open',
      title: 'File: Open…',
      keys: ['Ctrl+O'],
      async run() {
        const file = await call('files.open');
        if (file) documents.show(documents.addFile(file));
      },
    },
    {
      id: 'file.save',
      title: 'File: Save',
      keys: ['Ctrl+S'],
      enabled: scenario,
      async run() {
        await formatFirst();
        if (await documents.save(documents.active!)) notices.info(`Saved ${documents.active!.name}.`);
      },
    },
    {
      id: 'file.saveAs',
      title: 'File: Save As…',
      keys: ['Ctrl+Shift+S'],
      enabled: scenario,
      async run() {
        await formatFirst();
        if (await documents.saveAs(documents.active!)) notices.info(`Saved as ${documents.active!.name}.`);
      },
    },
    {
      id: 'file.formatOnSave',
      title: 'File: Turn Format on Save On or Off',
      run() {
        settings.formatOnSave = settings.formatOnSave === false;
        notices.info(`Format on save is ${settings.formatOnSave ? 'on' : 'off'}.`);
      },
    },
    {
      id: 'file.revert',
      title: 'File: Revert to Saved',
      enabled: () => documents.active !== null && isDirty(documents.active),
      run: () => documents.revert(documents.active!),
    },
    {
      id: 'file.close',
      title: 'File: Close Editor',
      keys: ['Ctrl+W', 'Ctrl+F4'],
      enabled: () => documents.activeId !== null,
      run: () => documents.close(documents.activeId!),
    },
    { id: 'editor.next', title: 'Editor: Next Tab', keys: ['Ctrl+PageDown'], enabled: () => documents.open.length > 1, run: () => step(1) },
    { id: 'editor.previous', title: 'Editor: Previous Tab', keys: ['Ctrl+PageUp'], enabled: () => documents.open.length > 1, run: () => step(-1) },
  ];

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
    { id: 'run.start', title: 'Run: Start', keys: ['Ctrl+Enter', 'F5'], run: start },
    { id: 'run.stop', title: 'Run: Stop', keys: ['Shift+F5'], enabled: () => session.live, run: stop },
    { id: 'run.trace', title: 'Run: Trace Mode (every event, for the timeline)', run: () => void (settings.mode = 'trace') },
    { id: 'run.throughput', title: 'Run: Throughput Mode (figures only, full speed)', run: () => void (settings.mode = 'throughput') },
  ];
}

function exploreCommands(): Command[] {
  const { start } = useExploring();
  const exploration = useExploration();
  return [
    { id: 'explore.start', title: 'Explore: Every Interleaving', keys: ['Ctrl+Shift+Enter'], run: () => start() },
    { id: 'explore.pause', title: 'Explore: Pause', enabled: () => exploration.status === 'searching', run: exploration.pause },
    { id: 'explore.resume', title: 'Explore: Resume', enabled: () => exploration.status === 'paused', run: exploration.resume },
    { id: 'explore.stop', title: 'Explore: Stop, Keeping Results', enabled: () => exploration.live, run: exploration.stop },
  ];
}

function viewCommands(): Command[] {
  const layout = useLayout();
  const settings = useSettings();
  const font = (by: number): void => {
    settings.settings.fontSize = Math.min(Math.max(settings.settings.fontSize + by, 8), 32);
  };
  return [
    ...panels.map(({ id, title }, index) => ({
      id: `view.${id}`,
      title: `View: ${title}`,
      // As on the keyboard, 0 comes after 9.
      keys: [`Alt+${(index + 1) % 10}`],
      run: () => layout.reveal(id),
    })),
    { id: 'layout.maximize', title: 'View: Maximize or Restore Pane', keys: ['Ctrl+Shift+M'], run: () => maximize() },
    { id: 'layout.reset', title: 'View: Reset Layout', run: layout.reset },
    { id: 'theme.toggle', title: 'View: Toggle Light and Dark', keys: ['Ctrl+Shift+L'], run: settings.toggleTheme },
    { id: 'theme.system', title: 'View: Theme of the System', run: () => void (settings.settings.theme = 'system') },
    { id: 'font.larger', title: 'View: Larger Editor Text', keys: ['Ctrl+=', 'Ctrl+Shift++'], run: () => font(1) },
    { id: 'font.smaller', title: 'View: Smaller Editor Text', keys: ['Ctrl+-'], run: () => font(-1) },
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

function helpCommands(dialogs: { palette(): void; keys(): void }): Command[] {
  return [
    { id: 'palette.open', title: 'Help: Command Palette', keys: ['Ctrl+Shift+P', 'F1'], run: dialogs.palette },
    { id: 'help.keys', title: 'Help: Keyboard Shortcuts', keys: ['?'], run: dialogs.keys },
  ];
}
