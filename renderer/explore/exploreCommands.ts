/** What there is to be done with the exploration. */
import type { Command } from '../commands/commands.ts';
import { useExploration } from '../stores/exploration.ts';
import { useExploring } from './useExploring.ts';

export function exploreCommands(): Command[] {
  const { start } = useExploring();
  const exploration = useExploration();
  return [
    { id: 'explore.start', title: 'Explore: Every Interleaving', keys: ['Ctrl+Shift+Enter'], run: () => start() },
    { id: 'explore.pause', title: 'Explore: Pause', needs: { what: 'an exploration that searches', met: () => exploration.status === 'searching' }, run: exploration.pause },
    { id: 'explore.resume', title: 'Explore: Resume', needs: { what: 'an exploration that is paused', met: () => exploration.status === 'paused' }, run: exploration.resume },
    { id: 'explore.stop', title: 'Explore: Stop, Keeping Results', needs: { what: 'an exploration that runs', met: () => exploration.live }, run: exploration.stop },
  ];
}
