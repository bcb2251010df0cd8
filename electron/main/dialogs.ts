/** What the system's dialogs ask the person for: files to open, and names to save under. */
import path from 'node:path';
import { type BrowserWindow, dialog, type SaveDialogOptions } from 'electron';
import type { PictureKind } from '../../shared/ipc/picture.ts';
import { withEnding } from './targets.ts';

/** Each answers a path; null when the person changed their mind. */
export interface Dialogs {
  chooseFile(): Promise<string | null>;
  chooseRecording(): Promise<string | null>;
  chooseTarget(suggestedName: string): Promise<string | null>;
  chooseRecordingTarget(suggestedName: string): Promise<string | null>;
  choosePictureTarget(suggestedName: string, extension: PictureKind): Promise<string | null>;
  /** `ending`: for a name that has none. */
  chooseExportTarget(suggestedName: string, ending: string): Promise<string | null>;
}

const scenarios = { name: 'Scenarios', extensions: ['ts'] };
const recordings = { name: 'Recordings', extensions: ['faultline'] };
const openable = { name: 'Scenarios and recordings', extensions: ['ts', 'faultline'] };
const traces = { name: 'Traces in ITF', extensions: ['json'] };
const all = { name: 'All files', extensions: ['*'] };

/** @param window that they belong to. */
export function createDialogs(window: () => BrowserWindow): Dialogs {
  async function opened(title: string, filters: Electron.FileFilter[]): Promise<string | null> {
    const { filePaths } = await dialog.showOpenDialog(window(), { title, properties: ['openFile'], filters });
    return filePaths[0] ?? null;
  }

  /** `ending`: for a name that lacks it, or with `anyOther` for one that has none at all. */
  async function saved(options: SaveDialogOptions, ending: string, anyOther = false): Promise<string | null> {
    const { filePath } = await dialog.showSaveDialog(window(), options);
    if (!filePath) return null;
    return anyOther && path.extname(filePath) !== '' ? filePath : withEnding(filePath, ending, mayReplace);
  }

  async function mayReplace(name: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window(), { type: 'question', message: `${name} is there already. Replace it?`, buttons: ['Replace', 'Cancel'], defaultId: 1, cancelId: 1 });
    return response === 0;
  }

  return {
    chooseFile: () => opened('Open a scenario or a recording', [openable, scenarios, all]),
    chooseRecording: () => opened('Open a recording', [recordings, traces]),
    chooseTarget: (defaultPath) => saved({ title: 'Save the scenario', defaultPath, filters: [scenarios, all] }, '.scenario.ts', true),
    chooseRecordingTarget: (defaultPath) => saved({ title: 'Save the recording', defaultPath, filters: [recordings] }, '.faultline'),
    choosePictureTarget: (defaultPath, extension) =>
      saved({ title: 'Save the picture', defaultPath, filters: [{ name: `${extension.toUpperCase()} pictures`, extensions: [extension] }] }, `.${extension}`),
    // Other programs call such files otherwise, too.
    chooseExportTarget: (defaultPath, ending) => saved({ title: 'Export the recording', defaultPath }, ending, true),
  };
}
