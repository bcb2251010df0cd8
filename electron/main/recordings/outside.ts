/** Files that the window did not ask for as what they are: named at a second start, dropped onto it, chosen in the system's file manager, or a recording where a text was to be opened. */
import type { BrowserWindow, IpcMainEvent } from 'electron';
import { ipcMain } from 'electron';
import { droppedChannel } from '../../../shared/ipc/channels.ts';
import { filePath } from '../../../shared/ipc/documents.ts';
import { z } from '../../../shared/ipc/schema.ts';
import { isRecorded, isSource } from '../arguments.ts';
import type { GrantedFiles } from '../files/granted.ts';
import { isOwnMainFrame, push } from '../ipc/serve.ts';
import type { Recordings } from './recordings.ts';

const dropped = z.array(filePath).max(100);

export class Outside {
  constructor(
    private readonly files: GrantedFiles,
    private readonly recordings: Recordings,
    private readonly window: () => BrowserWindow | null,
    /** See export.ts. */
    private readonly asRecording: (file: string) => Promise<string | null>,
  ) {}

  /** From now on, of what is dropped onto the window. */
  followDrops(): void {
    ipcMain.on(droppedChannel, (event: IpcMainEvent, paths: unknown) => {
      const parsed = dropped.safeParse(paths);
      if (isOwnMainFrame(event) && parsed.success) void this.open(parsed.data);
    });
  }

  async open(paths: readonly string[]): Promise<void> {
    const window = this.window();
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.focus();
    for (const file of paths) {
      try {
        if (isRecorded(file)) {
          const recorded = await this.asRecording(file);
          const recording = recorded === null ? null : await this.recordings.openChosen(recorded);
          if (recording) push(window.webContents, 'recording.opened', recording);
        } else if (isSource(file)) push(window.webContents, 'file.opened', await this.files.openChosen(file));
        else push(window.webContents, 'problem', { message: `${file} was not opened: the lab opens scenarios (.ts), recordings (.faultline) and ITF traces (.json).` });
      } catch (error) {
        push(window.webContents, 'problem', { message: error instanceof Error ? error.message : String(error) });
      }
    }
  }
}
