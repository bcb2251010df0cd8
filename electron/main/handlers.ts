/** What each call of the contract does. */
import type { OpenedFile } from '../../shared/ipc/documents.ts';
import type { PictureKind, PicturePart } from '../../shared/ipc/picture.ts';
import type { StartState } from '../../shared/ipc/start-state.ts';
import type { CompileService } from '../engine/compile-service.ts';
import type { Explorations } from './explore/explorations.ts';
import type { ComparisonJob, ComparisonNote } from '../../shared/compare/job.ts';
import type { MutationJob, MutationNote } from '../../shared/mutate/job.ts';
import type { OneJob } from './jobs/one-job.ts';
import { writeWholeFile } from './files/text-file.ts';
import { about } from './about.ts';
import { isRecorded, isSource } from './arguments.ts';
import type { Checks } from './checks.ts';
import type { GrantedFiles } from './files/granted.ts';
import type { WatchedFiles } from './files/watched.ts';
import type { Handlers } from './ipc/answer.ts';
import { playerHandlers } from './player/handlers.ts';
import type { Players } from './player/players.ts';
import type { GrantedPaths } from './files/granted-paths.ts';
import type { FileJob } from './recordings/file-job.ts';
import { recordingHandlers } from './recordings/handlers.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { Sessions } from './session/sessions.ts';
import type { LabState } from './state/lab-state.ts';

export interface Lab {
  files: GrantedFiles;
  watched: WatchedFiles;
  sessions: Sessions;
  explorations: Explorations;
  comparison: OneJob<ComparisonJob, ComparisonNote>;
  mutation: OneJob<MutationJob, MutationNote>;
  players: Players;
  recordings: Recordings;
  /** Those that the person opened or saved. */
  recordingFiles: GrantedPaths;
  recordingJob: FileJob;
  /** The command line, which exports. */
  cli: URL;
  compiler: CompileService;
  checks: Checks;
  state: LabState;
  /** What the command line named, and is not open yet. */
  argumentFiles: string[];
  version: string;
  /** Shows these in the window, or says there why not. */
  open(paths: readonly string[]): Promise<void>;
  /** Ask the person; null when they changed their mind. */
  chooseFile(): Promise<string | null>;
  chooseRecording(): Promise<string | null>;
  chooseTarget(suggestedName: string): Promise<string | null>;
  chooseRecordingTarget(suggestedName: string): Promise<string | null>;
  /** `extension`: png, svg. */
  choosePictureTarget(suggestedName: string, extension: PictureKind): Promise<string | null>;
  /** `ending`: for a name that has none. */
  chooseExportTarget(suggestedName: string, ending: string): Promise<string | null>;
  /** A part of the window as it is seen, PNG. */
  picture(part: PicturePart): Promise<Uint8Array>;
  /** Of the window; 1 is 100 %. */
  zoom(factor: number): void;
}

export function createHandlers(lab: Lab): Handlers {
  const { files, watched, sessions, explorations, comparison, mutation, players, recordings, compiler, state } = lab;
  return {
    'app.start': () => {
      sessions.abandon();
      explorations.abandon();
      comparison.abandon();
      mutation.abandon();
      players.abandon();
      recordings.abandon();
      return startState(lab);
    },
    'app.about': () => about(lab.version),
    'comparison.start': (request) => comparison.start(request),
    'comparison.poll': ({ job }) => comparison.poll(job),
    'comparison.stop': ({ job }) => comparison.stop(job),
    'compile.check': (request) => lab.checks.check(request),
    'compile.facts': ({ protocol }) => compiler.facts(protocol),
    'drafts.save': (draft) => state.drafts.save(draft),
    'drafts.discard': ({ id }) => state.drafts.discard(id),
    'notes.keep': (notes) => state.notes.save(notes),
    'notes.discard': ({ id }) => state.notes.discard(id),
    'explore.start': (request) => explorations.start(request),
    'explore.poll': ({ exploration }) => explorations.poll(exploration),
    'explore.pause': ({ exploration }) => explorations.pause(exploration),
    'explore.resume': ({ exploration }) => explorations.resume(exploration),
    'explore.stop': ({ exploration }) => explorations.stop(exploration),
    'files.open': async () => {
      const chosen = await lab.chooseFile();
      if (chosen === null) return null;
      if (!isRecorded(chosen)) return files.openChosen(chosen);
      await lab.open([chosen]);
      return null;
    },
    'files.openNamed': () => lab.open(lab.argumentFiles.splice(0)),
    'files.reopen': ({ path }) => files.reopen(path),
    'files.forget': ({ path }) => files.forget(path),
    'files.save': async ({ path, text }) => {
      await files.save(path, text);
      watched.wrote(path, text);
    },
    'files.saveAs': async ({ suggestedName, text }) => {
      const chosen = await lab.chooseTarget(suggestedName);
      if (chosen === null) return null;
      const saved = await files.saveChosen(chosen, text);
      watched.wrote(saved.path, text);
      return saved;
    },
    'files.watch': ({ paths }) => watched.follow(paths.filter((path) => files.isGranted(path))),
    'mutation.start': (request) => mutation.start(request),
    'mutation.poll': ({ job }) => mutation.poll(job),
    'mutation.stop': ({ job }) => mutation.stop(job),
    ...playerHandlers(players),
    'layout.save': ({ layout }) => state.layout.write(layout),
    ...recordingHandlers(lab),
    'settings.save': (settings) => state.settings.write(settings),
    'verdicts.keep': (verdict) => state.verdicts.save(verdict),
    'window.saveDrawing': ({ suggestedName, svg }) => savePicture(lab, suggestedName, 'svg', svg),
    // First the picture: the dialog would be on it.
    'window.savePicture': async ({ suggestedName, part }) => savePicture(lab, suggestedName, 'png', await lab.picture(part)),
    'window.zoom': ({ factor }) => lab.zoom(factor),
    'workspace.save': (workspace) => state.workspace.write(workspace),
    'session.start': (request) => sessions.start(request),
    'session.poll': ({ session }) => sessions.poll(session),
    'session.look': (look) => sessions.look(look),
    'session.stop': ({ session }) => sessions.stop(session),
  };
}

/** Where the person wants it; null when they changed their mind. */
async function savePicture(lab: Lab, suggestedName: string, kind: PictureKind, content: string | Uint8Array): Promise<{ path: string } | null> {
  const chosen = await lab.choosePictureTarget(suggestedName, kind);
  if (chosen === null) return null;
  await writeWholeFile(chosen, content);
  return { path: chosen };
}

async function startState({ files, state, recordingFiles, argumentFiles, version }: Lab): Promise<StartState> {
  const [{ settings, problem: unfit }, layout, { value: workspace, problem: closed }, drafts, notes, verdicts] = await Promise.all([
    state.settings.read(),
    state.layout.read(),
    state.workspace.read(),
    state.drafts.read(),
    state.notes.read(),
    state.verdicts.read(),
  ]);
  const problems = [
    unfit, layout.problem, closed, files.takeProblem(), recordingFiles.takeProblem(),
    ...drafts.unreadable.map((file) => `Text that was not saved could not be read again. It may still be found in ${file}.`),
    ...notes.unreadable.map((file) => `Notes that were in no recording could not be read again. They may still be found in ${file}.`),
    ...verdicts.unreadable.map((file) => `The last verdict on a scenario could not be read again: explore it once more. The file is ${file}.`),
  ].filter((problem) => problem !== null);
  const opened = new Map<string, OpenedFile>();
  const attemptFile = async (open: () => Promise<OpenedFile>): Promise<OpenedFile | null> => {
    try {
      const file = await open();
      opened.set(file.path, file);
      return file;
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  const show: string[] = [];
  const named = argumentFiles.splice(0);
  for (const file of named.filter(isSource)) {
    const shown = await attemptFile(() => files.openChosen(file));
    if (shown) show.push(`file:${shown.path}`);
  }
  argumentFiles.push(...named.filter((file) => !isSource(file)));
  for (const id of new Set([...workspace.open, ...drafts.kept.map((draft) => draft.id)])) {
    const file = id.startsWith('file:') ? id.slice('file:'.length) : null;
    if (file !== null && !opened.has(file)) await attemptFile(() => files.reopen(file));
  }
  return {
    version,
    platform: process.platform,
    settings,
    layout: layout.value,
    workspace,
    drafts: drafts.kept,
    notes: notes.kept,
    verdicts: verdicts.kept,
    recent: files.recent(),
    recentRecordings: recordingFiles.recent(),
    files: [...opened.values()],
    show,
    problems,
  };
}
