/** The life of the application. */
import path from 'node:path';
import { app, type BrowserWindow, Menu } from 'electron';
import type { ComparisonJob, ComparisonNote } from '../../shared/compare/job.ts';
import type { MutationJob, MutationNote } from '../../shared/mutate/job.ts';
import { buildDigests } from '../engine/build-digests.ts';
import { CompileService } from '../engine/compile-service.ts';
import { KeptCode } from '../engine/live/kept-code.ts';
import { registerScheme, serveApp, warmUp } from './app-protocol.ts';
import { fileArguments } from './arguments.ts';
import { Checks } from './checks.ts';
import { createDialogs } from './dialogs.ts';
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

  const dialogs = createDialogs(() => window!);
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
      abandonAll,
      ...dialogs,
      picture: (part) => pictureOf(window!, part),
      zoom: (factor) => window?.webContents.setZoomFactor(factor),
    }),
  );
  outside = new Outside(files, recordings, () => window, (file) => asRecording({ ...dialogs, recordingJob, cli }, file));
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
