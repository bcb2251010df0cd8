/** The main process's parts, as its handlers have them. */
import type { ComparisonJob, ComparisonNote } from '../../shared/compare/job.ts';
import type { PicturePart } from '../../shared/ipc/picture.ts';
import type { MutationJob, MutationNote } from '../../shared/mutate/job.ts';
import type { CompileService } from '../engine/compile-service.ts';
import type { Checks } from './checks.ts';
import type { Dialogs } from './dialogs.ts';
import type { Explorations } from './explore/explorations.ts';
import type { GrantedPaths } from './files/granted-paths.ts';
import type { GrantedFiles } from './files/granted.ts';
import type { WatchedFiles } from './files/watched.ts';
import type { OneJob } from './jobs/one-job.ts';
import type { Players } from './player/players.ts';
import type { FileJob } from './recordings/file-job.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { Sessions } from './session/sessions.ts';
import type { LabState } from './state/lab-state.ts';

/** What the handlers of the window's calls work on. */
export interface Lab extends Dialogs {
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
  /** Ends all that runs for the window: nobody will ask for it. */
  abandonAll(): void;
  /** Shows these in the window, or says there why not. */
  open(paths: readonly string[]): Promise<void>;
  /** A part of the window as it is seen, PNG. */
  picture(part: PicturePart): Promise<Uint8Array>;
  /** Of the window; 1 is 100 %. */
  zoom(factor: number): void;
}
