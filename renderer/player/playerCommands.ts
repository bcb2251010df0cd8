/** The player's commands. */
import { limits } from '../../shared/ipc/limits.ts';
import type { Command } from '../commands/commands.ts';
import { useCounterexample } from '../stores/counterexample.ts';
import { useLayout } from '../stores/layout.ts';
import { useLookout } from '../stores/lookout.ts';
import { useNotices } from '../stores/notices.ts';
import { usePlayer } from '../stores/player.ts';
import { useSettings } from '../stores/settings.ts';
import { stepsFor } from './playerKeys.ts';
import { useStepNotes } from '../stores/stepNotes.ts';
import { useOpening } from './useOpening.ts';
import { togglePlaying } from './usePlaying.ts';

export function playerCommands(): Command[] {
  const counterexample = useCounterexample();
  const layout = useLayout();
  const lookout = useLookout();
  const notices = useNotices();
  const opening = useOpening();
  const player = usePlayer();
  const settings = useSettings();
  const stepNotes = useStepNotes();
  const ready = (): boolean => player.ready;
  const canGoOn = (): boolean => player.ready && !(player.atEnd && player.line.end.fault !== null);
  const go = (key: string) => (): void => player.go(stepsFor(key, player.at, player.rows)!);

  return [
    { id: 'player.counterexample', title: 'Player: Play the Counterexample', keys: ['Ctrl+Shift+F10'], enabled: () => (counterexample.violation?.steps.length ?? 0) > 0, run: opening.counterexample },
    { id: 'player.scenario', title: 'Player: Step Through This Scenario', keys: ['Ctrl+F10'], run: opening.scenario },
    { id: 'player.run', title: 'Player: Play a Run (each thread in turn)', run: opening.run },
    { id: 'player.step', title: 'Player: Step', keys: ['F10'], enabled: () => player.ready && !player.atEnd, run: go('ArrowRight') },
    { id: 'player.back', title: 'Player: Step Back', keys: ['Shift+F10'], enabled: () => player.ready && player.at > 0, run: go('ArrowLeft') },
    { id: 'player.play', title: 'Player: Play or Pause', hint: 'Space', enabled: () => player.ready && player.steps.length > 0, run: () => togglePlaying(player) },
    { id: 'player.first', title: 'Player: To the Start', hint: 'Home', enabled: ready, run: go('Home') },
    { id: 'player.last', title: 'Player: To the End', hint: 'End', enabled: ready, run: go('End') },
    { id: 'player.bookmark', title: 'Player: Bookmark This Step', hint: 'B', enabled: () => stepNotes.here !== null, run: stepNotes.bookmark },
    { id: 'player.undo', title: 'Player: Undo Taking Over', hint: 'Ctrl+Z', enabled: () => player.ready && player.line.canUndo, run: player.undo },
    { id: 'player.redo', title: 'Player: Redo', hint: 'Ctrl+Shift+Z', enabled: () => player.ready && player.line.canRedo, run: player.redo },
    { id: 'player.reset', title: 'Player: Back to the Schedule as It Was Opened', enabled: () => player.ready && player.line.own !== null, run: player.reset },
    { id: 'player.finish', title: 'Player: Finish (each thread in turn)', hint: 'Shift+End', enabled: canGoOn, run: player.finish },
    { id: 'player.passing', title: 'Player: Play the Nearest Run That Ends Well', enabled: () => player.ready && player.passing !== null, run: player.takePassing },
    { id: 'player.ahead', title: 'Player: Look Ahead (how near a violation is)', hint: 'L', enabled: canGoOn, run: lookout.look },
    { id: 'player.explore', title: 'Player: Explore from Here', enabled: canGoOn, run: () => lookout.explore(settings.settings.explore.timeMs ?? limits.durationMs) },
    { id: 'player.cancel', title: 'Player: Stop Searching', enabled: () => lookout.busy !== null, run: lookout.cancel },
    {
      id: 'player.copy',
      title: 'Player: Copy the Schedule up to Here',
      enabled: () => player.ready && player.at > 0,
      async run() {
        await navigator.clipboard.writeText(await player.token());
        notices.info('The schedule up to here is on the clipboard. With the same sources, faultline replay --schedule replays it.');
      },
    },
    {
      id: 'player.close',
      title: 'Player: Close What Is Played',
      enabled: () => player.status !== 'empty',
      run() {
        player.close();
        if (counterexample.violation) layout.reveal('explore');
      },
    },
  ];
}
