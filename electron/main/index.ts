/** The life of the application. */
import path from 'node:path';
import { app, type BrowserWindow, dialog, Menu, type SaveDialogOptions } from 'electron';
import type { ComparisonJob, ComparisonNote } from '../../shared/compare/job.ts';
import type { PictureKind } from '../../shared/ipc/picture.ts';
import type { MutationJob, MutationNote } from '../../shared/mutate/job.ts';
import { buildDigests } from '../engine/build-digests.ts';
import { CompileService } from '../engine/compile-service.ts';
import { KeptCode } from '../engine/live/kept-code.ts';
import { registerScheme, serveApp, warmUp } from './app-protocol.ts';
import { fileArguments } from './arguments.ts';
import { Checks } from './checks.ts';
import { Explorations } from './explore/explorations.ts';
import { GrantedFiles } from './files/granted.ts';
import { WatchedFiles } from './files/watched.ts';
import { createHandlers } from './handlers.ts';
import { push, serveCalls } from './ipc/serve.ts';
import { pictureOf } from './picture.ts';
import { OneJob } from './jobs/one-job.ts';
import { buildMenu } from './menu.ts';
import { forbidNetwork, forbidPermissions, forbidTheOutside } from './security.ts';
import { removeUnfinished } from '../recordings/target.ts';
import { configureProcesses } from './processes.ts';
import { Players } from './player/players.ts';
import { GrantedPaths } from './files/granted-paths.ts';
import { asRecording } from './recordings/export.ts';
import { FileJob } from './recordings/file-job.ts';
import { Outside } from './recordings/outside.ts';
import { Recordings } from './recordings/recordings.ts';
import { Sessions } from './session/sessions.ts';
import { writesSettled } from './state/json-file.ts';
import { LabState } from './state/lab-state.ts';
import { withEnding } from './targets.ts';
import { openWindow } from './window.ts';

configureProcesses();
registerScheme();
forbidTheOutside();

let window: BrowserWindow | null = null;

// A second start would fight over drafts and settings: the first one opens its file instead.
if (app.requestSingleInstanceLock()) void main();
else app.quit();

async function main(): Promise<void> {
  // macOS names the file that the lab is started for before it is ready, and then by the same event.
  const named: string[] = [];
  let outside: Outside | null = null;
  app.on('open-file', (event, file) => {
    event.preventDefault();
    if (outside) void outside.open([file]);
    else named.push(file);
  });
  const data = app.getPath('userData');
  const files = new GrantedFiles(path.join(data, 'files.json'));
  const recordingFiles = new GrantedPaths(path.join(data, 'recordings.json'), 'File › Open Recording', 'recordings');
  const state = new LabState(data);
  const out = new URL('../', import.meta.url);
  const compiler = new CompileService(new URL('compile-worker.js', import.meta.url), KeptCode.of(out));
  const checks = new Checks(compiler, state.check);
  const loaded = Promise.all([app.whenReady(), files.load(), recordingFiles.load(), state.tidy(), checks.load(buildDigests(out).all)]);
  warmUp();
  await loaded;
  const recordingJob = new FileJob((progress) => window && push(window.webContents, 'recordings.progress', progress));
  const recordings = new Recordings(recordingFiles, recordingJob);
  const watched = new WatchedFiles((change) => window && push(window.webContents, 'file.changed', change));
  const sessions = new Sessions(compiler, new URL('live-worker.js', import.meta.url), path.join(data, 'sessions'), app.getVersion());
  const explorations = new Explorations(new URL('explore-worker.js', import.meta.url), compiler);
  const comparison = new OneJob<ComparisonJob, ComparisonNote>(new URL('compare-worker.js', import.meta.url), 'This comparison');
  const mutation = new OneJob<MutationJob, MutationNote>(new URL('mutate-worker.js', import.meta.url), 'This mutation');
  const players = new Players(new URL('player-worker.js', import.meta.url), compiler);
  const abandonAll = (): void => {
    sessions.abandon();
    explorations.abandon();
    comparison.abandon();
    mutation.abandon();
    players.abandon();
    recordings.abandon();
  };

  const cli = new URL('cli.js', import.meta.url);
  const argumentFiles = [...fileArguments(process.argv, process.cwd(), !app.isPackaged), ...named];
  forbidNetwork();
  forbidPermissions();
  serveApp(path.join(import.meta.dirname, '../renderer'));
  serveCalls(
    createHandlers({
      files,
      watched,
      sessions,
      explorations,
      comparison,
      mutation,
      players,
      recordings,
      recordingFiles,
      recordingJob,
      cli,
      compiler,
      checks,
      state,
      argumentFiles,
      version: app.getVersion(),
      open: (paths) => outside!.open(paths),
      chooseFile,
      chooseRecording,
      chooseTarget,
      chooseRecordingTarget,
      choosePictureTarget,
      chooseExportTarget,
      picture: (part) => pictureOf(window!, part),
      zoom: (factor) => window?.webContents.setZoomFactor(factor),
    }),
  );
  outside = new Outside(files, recordings, () => window, (file) => asRecording({ chooseRecordingTarget, recordingJob, cli }, file));
  outside.followDrops();
  Menu.setApplicationMenu(buildMenu((id) => window && push(window.webContents, 'command', { id })));

  app.on('second-instance', (_event, argv, folder) => void outside?.open(fileArguments(argv, folder, !app.isPackaged)));
  app.on('activate', () => void show());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    // What the window saved with its last breath reaches the disk first.
    event.preventDefault();
    abandonAll();
    void writesSettled().finally(() => {
      removeUnfinished();
      sessions.forget();
      app.exit();
    });
  });
  await show();

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

const recordingFilters = [{ name: 'Recordings', extensions: ['faultline'] }];
const itfFilter = { name: 'Traces in ITF', extensions: ['json'] };

async function chooseFile(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window!, { title: 'Open a scenario or a recording', properties: ['openFile'], filters: [{ name: 'Scenarios and recordings', extensions: ['ts', 'faultline'] }, ...filters] });
  return filePaths[0] ?? null;
}

async function chooseRecording(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window!, { title: 'Open a recording', properties: ['openFile'], filters: [...recordingFilters, itfFilter] });
  return filePaths[0] ?? null;
}

/** `ending`: for a name that lacks it, or with `anyOther` for one that has none at all. */
async function chooseSaved(options: SaveDialogOptions, ending: string, anyOther = false): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window!, options);
  if (!filePath) return null;
  return anyOther && path.extname(filePath) !== '' ? filePath : withEnding(filePath, ending, mayReplace);
}

function chooseTarget(suggestedName: string): Promise<string | null> {
  return chooseSaved({ title: 'Save the scenario', defaultPath: suggestedName, filters }, '.scenario.ts', true);
}

function chooseRecordingTarget(suggestedName: string): Promise<string | null> {
  return chooseSaved({ title: 'Save the recording', defaultPath: suggestedName, filters: recordingFilters }, '.faultline');
}

function choosePictureTarget(suggestedName: string, extension: PictureKind): Promise<string | null> {
  return chooseSaved({ title: 'Save the picture', defaultPath: suggestedName, filters: [{ name: `${extension.toUpperCase()} pictures`, extensions: [extension] }] }, `.${extension}`);
}

/** Other programs call such files otherwise, too. */
function chooseExportTarget(suggestedName: string, ending: string): Promise<string | null> {
  return chooseSaved({ title: 'Export the recording', defaultPath: suggestedName }, ending, true);
}

async function mayReplace(name: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window!, { type: 'question', message: `${name} is there already. Replace it?`, buttons: ['Replace', 'Cancel'], defaultId: 1, cancelId: 1 });
  return response === 0;
}
