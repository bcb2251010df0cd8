/** What there is to be done with documents, and with their tabs. */
import type { Command, Need } from '../commands/commands.ts';
import { call } from '../ipc/client.ts';
import { useDocuments } from '../stores/documents.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { useSettings } from '../stores/settings.ts';
import { isDirty, keyOf, kindOf } from './document.ts';

/** @param chooseTemplate opens the dialog. */
export function fileCommands(chooseTemplate: () => void): Command[] {
  const documents = useDocuments();
  const layout = useLayout();
  const notices = useNotices();
  const { settings } = useSettings();
  /** Saves what is in front as it is asked for: formatting may take long, and another may be in front by then. */
  async function save(how: 'save' | 'saveAs', words: string): Promise<void> {
    const document = documents.active!;
    if (settings.formatOnSave) {
      // It comes with the editor, which is loaded later than the commands. A formatter that fails keeps nobody from saving.
      await notices.attempt('formatting', async () => (await import('../editor/format/formatDocument.ts')).formatDocument(document));
    }
    const saved = await documents[how](document);
    if (saved) notices.info(`${words} ${saved.name}.`);
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
    { id: 'file.newFromTemplate', title: 'File: New Scenario from Template…', keys: ['Ctrl+Alt+N'], run: chooseTemplate },
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
    { id: 'file.save', title: 'File: Save', keys: ['Ctrl+S'], needs: scenario, run: () => save('save', 'Saved') },
    { id: 'file.saveAs', title: 'File: Save As…', keys: ['Ctrl+Shift+S'], needs: scenario, run: () => save('saveAs', 'Saved as') },
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
