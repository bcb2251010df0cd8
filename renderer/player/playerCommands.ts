/** The player's commands. */
import { limits } from '../../shared/ipc/limits.ts';
import type { Command, Need } from '../commands/commands.ts';
import { WrongValue } from '../fields/wrongValue.ts';
import { useCounterexample } from '../stores/counterexample.ts';
import { useJumping } from '../stores/jumping.ts';
import { useLayout } from '../stores/layout.ts';
import { useLimitFields } from '../stores/limitFields.ts';
import { useLookout } from '../stores/lookout.ts';
import { useNotices } from '../stores/notices.ts';
import { usePlayer } from '../stores/player.ts';
import { useSettings } from '../stores/settings.ts';
import { useStepNotes } from '../stores/stepNotes.ts';
import { moves, type Move } from './moves.ts';
import { useOpening } from './useOpening.ts';
import { togglePlaying } from './usePlaying.ts';
import { playerViews, shownView } from './views.ts';

const pane = 'player';

export function playerCommands(): Command[] {
  const counterexample = useCounterexample();
  const layout = useLayout();
  const lookout = useLookout();
  const notices = useNotices();
  const opening = useOpening();
  const player = usePlayer();
  const settings = useSettings();
  const stepNotes = useStepNotes();
  const needs = (what: string, met: () => boolean): Need => ({ what, met });
  const played = needs('a schedule in the player', () => player.ready);
  const goingOn = needs('a schedule in the player that can go on', () => player.ready && !(player.atEnd && player.line.end.fault !== null));

  return [
    { id: 'player.counterexample', title: 'Player: Play the Counterexample', keys: ['Ctrl+Shift+F10'], needs: needs('a verdict with a schedule', () => (counterexample.violation?.steps.length ?? 0) > 0), run: opening.counterexample },
    { id: 'player.scenario', title: 'Player: Step Through This Scenario', keys: ['Ctrl+F10'], run: opening.scenario },
    { id: 'player.run', title: 'Player: Play a Run (each thread in turn)', run: opening.run },
    ...moves.map(moveCommand),
    { id: 'player.play', title: 'Player: Play or Pause', pane, paneKeys: ['Space'], needs: needs('a schedule in the player', () => player.ready && player.steps.length > 0), run: () => togglePlaying(player) },
    ...jumpCommands(),
    { id: 'player.bookmark', title: 'Player: Bookmark This Step', pane, paneKeys: ['B'], needs: needs('a step of the schedule that is noted on', () => stepNotes.here !== null), run: stepNotes.bookmark },
    { id: 'player.undo', title: 'Player: Undo Taking Over', pane, paneKeys: ['Ctrl+Z'], needs: needs('a schedule that you took over', () => player.ready && player.line.canUndo), run: player.undo },
    { id: 'player.redo', title: 'Player: Redo', pane, paneKeys: ['Ctrl+Shift+Z'], needs: needs('something undone', () => player.ready && player.line.canRedo), run: player.redo },
    { id: 'player.reset', title: 'Player: Back to the Schedule as It Was Opened', pane, needs: needs('a schedule that you took over', () => player.ready && player.line.own !== null), run: player.reset },
    { id: 'player.finish', title: 'Player: Finish (each thread in turn)', pane, paneKeys: ['Shift+End'], needs: goingOn, run: player.finish },
    { id: 'player.passing', title: 'Player: Play the Nearest Run That Ends Well', pane, needs: needs('a schedule that fails, and one near it that does not', () => player.ready && player.passing !== null), run: player.takePassing },
    { id: 'player.ahead', title: 'Player: Look Ahead (how near a violation is)', pane, paneKeys: ['L'], needs: goingOn, run: lookout.look },
    { id: 'player.explore', title: 'Player: Explore from Here', pane, needs: goingOn, run: exploreFromHere },
    { id: 'player.cancel', title: 'Player: Stop Searching', needs: needs('a search from a step', () => lookout.busy !== null), run: lookout.cancel },
    ...playerViews.map(({ id, title }) => ({ id: `player.view.${id}`, title: `Player: Show ${title}`, pane, needs: played, run: () => void (shownView.value = id) }) satisfies Command),
    {
      id: 'player.copy',
      title: 'Player: Copy the Schedule up to Here',
      needs: needs('a step taken in the player', () => player.ready && player.at > 0),
      async run() {
        await navigator.clipboard.writeText(await player.token());
        notices.info('The schedule up to here is on the clipboard. With the same sources, faultline replay --schedule replays it.');
      },
    },
    {
      id: 'player.close',
      title: 'Player: Close What Is Played',
      needs: needs('a schedule in the player', () => player.status !== 'empty'),
      run() {
        player.close();
        if (counterexample.violation) layout.reveal('explore');
      },
    },
  ];

  function exploreFromHere(): Promise<void> {
    const { time } = useLimitFields();
    if (time.wrong) throw new WrongValue(`Limits, ${time.wrong}`, () => time.wrong);
    const { timeMs, liveness } = settings.settings.explore;
    return lookout.explore({ timeMs: timeMs ?? limits.durationMs, liveness: liveness === true });
  }

  function stepTo(by: number): Need {
    return {
      get what() {
        if (!player.ready) return 'a schedule in the player: play one first';
        return by > 0 ? 'a later step: the schedule ends here' : 'an earlier step: the schedule begins here';
      },
      met: () => player.ready && (by > 0 ? !player.atEnd : player.at > 0),
    };
  }

  function moveCommand({ id, title, to, by, ...keys }: Move): Command {
    return {
      id: `player.${id}`,
      title: `Player: ${title}`,
      pane,
      ...keys,
      needs: stepTo(by),
      run() {
        player.playing = false;
        player.go(to(player.at, player.rows));
      },
    };
  }

  function jumpCommands(): Command[] {
    const jumping = useJumping();
    return [
      { id: 'player.jumpNext', title: 'Player: Jump to the Next Step of What Is Chosen', pane, paneKeys: ['J'], needs: needs('a step to jump to', () => player.ready && jumping.to(1) !== null), run: () => jumping.go(1) },
      { id: 'player.jumpPrevious', title: 'Player: Jump to the Previous Step of What Is Chosen', pane, paneKeys: ['Shift+J'], needs: needs('a step to jump to', () => player.ready && jumping.to(-1) !== null), run: () => jumping.go(-1) },
      { id: 'player.jump', title: 'Player: Choose What to Jump To', pane, needs: needs('a schedule in the player', () => player.ready && jumping.targets.length > 0), run: () => layout.elementOf('player')?.querySelector<HTMLElement>('[data-jump]')?.focus() },
    ];
  }
}
