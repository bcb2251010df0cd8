/** The window's own commands. Keys follow VS Code where it has the same command. */
import { catalogueCommands } from '../catalogue/catalogueCommands.ts';
import { fileCommands } from '../documents/fileCommands.ts';
import { exploreCommands } from '../explore/exploreCommands.ts';
import { stepCommands } from '../explore/stepCommands.ts';
import { inspectCommands } from '../inspect/inspectCommands.ts';
import { mutantCommands } from '../mutants/mutantCommands.ts';
import { playerCommands } from '../player/playerCommands.ts';
import { recordingCommands } from '../recordings/recordingCommands.ts';
import { runCommands } from '../run/runCommands.ts';
import { pictureCommands } from '../session/pictureCommands.ts';
import { timelineCommands } from '../session/timelineCommands.ts';
import { useTour } from '../tour/useTour.ts';
import { variantCommands } from '../variants/variantCommands.ts';
import type { Command } from './commands.ts';
import { viewCommands } from './viewCommands.ts';

type OpenDialog = (dialog: 'palette' | 'keys' | 'about' | 'preferences' | 'templates' | 'export') => void;

export function labCommands(open: OpenDialog): Command[] {
  return [
    ...runCommands(),
    ...exploreCommands(),
    ...stepCommands(),
    ...playerCommands(),
    ...recordingCommands(() => open('export')),
    ...catalogueCommands(),
    ...variantCommands(),
    ...mutantCommands(),
    ...timelineCommands(),
    ...pictureCommands(),
    ...inspectCommands(),
    ...fileCommands(() => open('templates')),
    ...viewCommands(),
    ...helpCommands(open),
  ];
}

function helpCommands(open: OpenDialog): Command[] {
  const tour = useTour();
  return [
    { id: 'palette.open', title: 'Help: Command Palette', keys: ['Ctrl+Shift+P', 'F1'], run: () => open('palette') },
    { id: 'help.keys', title: 'Help: Keyboard Shortcuts', keys: ['?'], run: () => open('keys') },
    { id: 'help.tour', title: 'Help: Take the Tour', run: tour.start },
    { id: 'help.about', title: 'Help: About, Versions', run: () => open('about') },
    { id: 'preferences.open', title: 'Help: Preferences…', keys: ['Ctrl+,'], run: () => open('preferences') },
  ];
}
