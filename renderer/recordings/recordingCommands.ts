/** The commands for recordings. */
import type { Command } from '../commands/commands.ts';
import { useRecordings } from './useRecordings.ts';
import { useSaving } from './useSaving.ts';

/** @param open opens the dialog that asks what to export. */
export function recordingCommands(open: () => void): Command[] {
  const { choose } = useRecordings();
  const { saveSession, saveExploration, savePlayed, canSaveSession, canSaveExploration, canSavePlayed } = useSaving();
  return [
    { id: 'recordings.open', title: 'File: Open Recording…', keys: ['Ctrl+Alt+R'], about: 'opening', run: choose },
    { id: 'recordings.saveSession', title: 'File: Save Recording of the Session…', needs: { what: 'a session', met: canSaveSession }, run: saveSession },
    { id: 'recordings.saveExploration', title: 'File: Save Recording of the Exploration…', needs: { what: 'an exploration that ended', met: canSaveExploration }, run: saveExploration },
    { id: 'recordings.export', title: 'File: Export Recording…', keys: ['Ctrl+Alt+E'], about: 'export', run: open },
    { id: 'recordings.savePlayed', title: 'Player: Save Recording of the Schedule…', pane: 'player', needs: { what: 'a schedule in the player', met: canSavePlayed }, run: savePlayed },
  ];
}
