/** What each call of the contract does. */
import type { PictureKind } from '../../shared/ipc/picture.ts';
import { writeWholeFile } from './files/text-file.ts';
import { about } from './about.ts';
import { isRecorded } from './arguments.ts';
import type { Handlers } from './ipc/answer.ts';
import { playerHandlers } from './player/handlers.ts';
import type { Lab } from './lab.ts';
import { recordingHandlers } from './recordings/handlers.ts';
import { startState } from './start-state.ts';

export function createHandlers(lab: Lab): Handlers {
  const { files, watched, sessions, explorations, comparison, mutation, players, compiler, state } = lab;
  return {
    'app.start': () => {
      lab.abandonAll();
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
