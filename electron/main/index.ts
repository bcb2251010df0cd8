/** The life of the application. */
import path from 'node:path';
import { app, type BrowserWindow, dialog, Menu } from 'electron';
import { CompileService } from '../engine/compile-service.ts';
import { registerScheme, serveApp } from './app-protocol.ts';
import { fileArguments } from './arguments.ts';
import { Explorations } from './explore/explorations.ts';
import { GrantedFiles } from './files/granted.ts';
import { WatchedFiles } from './files/watched.ts';
import { createHandlers } from './handlers.ts';
import { push, serveCalls } from './ipc/serve.ts';
import { buildMenu } from './menu.ts';
import { forbidPermissions, forbidTheOutside } from './security.ts';
import { Players } from './player/players.ts';
import { GrantedPaths } from './files/granted-paths.ts';
import { FileJob } from './recordings/file-job.ts';
import { Recordings } from './recordings/recordings.ts';
import { Sessions } from './session/sessions.ts';
import { writesSettled } from './state/json-file.ts';
import { LabState } from './state/lab-state.ts';
import { openWindow } from './window.ts';

registerScheme();
forbidTheOutside();

let window: BrowserWindow | null = null;

// A second start would fight over drafts and settings: the first one opens its file instead.
if (app.requestSingleInstanceLock()) void main();
else app.quit();

async function main(): Promise<void> {
  await app.whenReady();
  const data = app.getPath('userData');
  const files = new GrantedFiles(path.join(data, 'files.json'));
  await files.load();
  const recordingFiles = new GrantedPaths(path.join(data, 'recordings.json'), 'File › Open Recording');
  await recordingFiles.load();
  const recordingJob = new FileJob((progress) => window && push(window.webContents, 'recordings.progress', progress));
  const recordings = new Recordings(recordingFiles, recordingJob);
  const watched = new WatchedFiles((change) => window && push(window.webContents, 'file.changed', change));
  const compiler = new CompileService(new URL('compile-worker.js', import.meta.url));
  const sessions = new Sessions(compiler, new URL('live-worker.js', import.meta.url));
  const explorations = new Explorations(new URL('explore-worker.js', import.meta.url));
  const players = new Players(new URL('player-worker.js', import.meta.url));
  const abandonAll = (): void => {
    sessions.abandon();
    explorations.abandon();
    players.abandon();
    recordings.abandon();
  };

  forbidPermissions();
  serveApp(path.join(import.meta.dirname, '../renderer'));
  serveCalls(
    createHandlers({
      files,
      watched,
      sessions,
      explorations,
      players,
      recordings,
      recordingFiles,
      recordingJob,
      compiler,
      state: new LabState(data),
      argumentFiles: fileArguments(process.argv, process.cwd()),
      version: app.getVersion(),
      chooseFile,
      chooseRecording,
      chooseTarget,
      zoom: (factor) => window?.webContents.setZoomFactor(factor),
    }),
  );
  Menu.setApplicationMenu(buildMenu((id) => window && push(window.webContents, 'command', { id })));

  app.on('second-instance', (_event, argv, folder) => void openFromOutside(fileArguments(argv, folder)));
  app.on('activate', () => void show());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    // What the window saved with its last breath reaches the disk first.
    event.preventDefault();
    abandonAll();
    void writesSettled().finally(() => app.exit());
  });
  await show();

  async function openFromOutside(paths: string[]): Promise<void> {
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.focus();
    for (const file of paths) {
      try {
        if (!file.endsWith('.faultline')) push(window.webContents, 'file.opened', await files.openChosen(file));
        else {
          const recording = await recordings.openChosen(file);
          if (recording) push(window.webContents, 'recording.opened', recording);
        }
      } catch (error) {
        push(window.webContents, 'problem', { message: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  async function show(): Promise<void> {
    if (window) return;
    window = await openWindow(path.join(data, 'window.json'));
    // Drafts are on disk: the window comes back with everything that was typed.
    window.webContents.on('render-process-gone', () => {
      abandonAll();
      window?.reload();
    });
    window.on('closed', () => {
      window = null;
      abandonAll();
    });
  }
}

const filters = [
  { name: 'Scenarios', extensions: ['ts'] },
  { name: 'All files', extensions: ['*'] },
];

async function chooseFile(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window!, { title: 'Open a scenario', properties: ['openFile'], filters });
  return filePaths[0] ?? null;
}

async function chooseRecording(): Promise<string | null> {
  const recordings = [{ name: 'Recordings', extensions: ['faultline'] }];
  const { filePaths } = await dialog.showOpenDialog(window!, { title: 'Open a recording', properties: ['openFile'], filters: recordings });
  return filePaths[0] ?? null;
}

async function chooseTarget(suggestedName: string): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window!, { title: 'Save the scenario', defaultPath: suggestedName, filters });
  return filePath || null;
}
