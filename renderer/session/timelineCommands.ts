/** What the timeline can be told to do, among the window's commands. Its view has the same keys by itself, in other panes too. */
import type { Command } from '../commands/commands.ts';
import { useTimeline } from '../stores/timeline.ts';
import { timelineActions } from '../timeline/timelineActions.ts';

export function timelineCommands(): Command[] {
  const timeline = useTimeline();
  return timelineActions.map(({ id, title, keys, needs, run }) => ({
    id: `timeline.${id}`,
    title: `Timeline: ${title}`,
    pane: 'timeline',
    paneKeys: keys,
    needs: {
      what: needs ? `${needs} on the timeline` : 'a session in trace mode',
      met: () => timeline.model !== null && timeline.hands !== null && (!needs || timeline.hands.has(needs)),
    },
    run: () => run(timeline.hands!),
  }));
}
