/** What the pane Explore can be told to show: its views, and the steps of a schedule. */
import type { Command, Need } from '../commands/commands.ts';
import { useCounterexample } from '../stores/counterexample.ts';
import { useExploration } from '../stores/exploration.ts';
import { stepMoves } from './stepMoves.ts';
import { useStepSource } from './useStepSource.ts';
import { exploreViews, shownView } from './views.ts';

export function stepCommands(): Command[] {
  const counterexample = useCounterexample();
  const exploration = useExploration();
  const { showPlace } = useStepSource(() => exploration.subject);
  const pane = 'explore';
  const needs: Need = { what: 'a verdict with a schedule', met: () => (counterexample.schedule?.rows.length ?? 0) > 0 };

  function look(index: number, focusSource: boolean): void {
    shownView.value = 'result';
    counterexample.choose(index);
    if (counterexample.row) showPlace(counterexample.row.place, focusSource);
  }

  return [
    ...stepMoves.map(({ id, title, keys, to }) => ({
      id: `explore.${id}`,
      title: `Explore: ${title}`,
      pane,
      paneKeys: keys,
      needs,
      run: () => look(to(counterexample.chosen, counterexample.schedule!.rows), false),
    }) satisfies Command),
    { id: 'explore.source', title: 'Explore: Source of the Step', pane, paneKeys: ['Enter'], needs, run: () => look(counterexample.chosen, true) },
    ...exploreViews.map(({ id, title }) => ({ id: `explore.view.${id}`, title: `Explore: Show ${title}`, pane, run: () => void (shownView.value = id) }) satisfies Command),
  ];
}
