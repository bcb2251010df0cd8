/**
 * The names of everything that crosses between the window and the main process. Apart from their schemas (contract.ts), so
 * that the preload bridge carries a list and nothing else.
 */
export const callNames = [
  'app.about',
  'app.start',
  'comparison.poll',
  'comparison.start',
  'comparison.stop',
  'compile.check',
  'compile.facts',
  'drafts.discard',
  'drafts.save',
  'explore.pause',
  'explore.poll',
  'explore.resume',
  'explore.start',
  'explore.stop',
  'files.forget',
  'files.open',
  'files.openNamed',
  'files.reopen',
  'files.save',
  'files.saveAs',
  'files.watch',
  'layout.save',
  'mutation.poll',
  'mutation.start',
  'mutation.stop',
  'notes.discard',
  'notes.keep',
  'player.ahead',
  'player.at',
  'player.cancel',
  'player.close',
  'player.explore',
  'player.finish',
  'player.giveUp',
  'player.open',
  'player.opening',
  'player.passing',
  'player.progress',
  'player.redo',
  'player.reset',
  'player.take',
  'player.takePassing',
  'player.token',
  'player.undo',
  'recordings.annotate',
  'recordings.cancel',
  'recordings.close',
  'recordings.contention',
  'recordings.events',
  'recordings.export',
  'recordings.find',
  'recordings.forget',
  'recordings.kinds',
  'recordings.lines',
  'recordings.open',
  'recordings.reopen',
  'recordings.momentAt',
  'recordings.samples',
  'recordings.saveExploration',
  'recordings.savePlayed',
  'recordings.saveSession',
  'session.look',
  'session.poll',
  'session.start',
  'session.stop',
  'settings.save',
  'verdicts.keep',
  'window.saveDrawing',
  'window.savePicture',
  'window.zoom',
  'workspace.save',
] as const;
export type CallName = (typeof callNames)[number];

export const pushNames = ['command', 'recording.opened', 'recordings.progress', 'file.changed', 'file.opened', 'problem'] as const;
export type PushName = (typeof pushNames)[number];

/** Where the preload script itself tells of files that were dropped onto the window. The window cannot: it names no paths. */
export const droppedChannel = 'faultline:dropped';

/** The channel a name travels on. */
export function channel(name: CallName | PushName): string {
  return `faultline:${name}`;
}
