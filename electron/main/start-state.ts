/** What the window begins with: everything as it was left, and what could not be brought back. */
import type { OpenedFile } from '../../shared/ipc/documents.ts';
import type { StartState } from '../../shared/ipc/start-state.ts';
import { isSource } from './arguments.ts';
import type { Lab } from './lab.ts';

export async function startState({ files, state, recordingFiles, argumentFiles, version }: Lab): Promise<StartState> {
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
