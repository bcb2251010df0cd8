/** What the inspector can be told to show. */
import type { Command } from '../commands/commands.ts';
import { inspectViews, shownView } from './views.ts';

export function inspectCommands(): Command[] {
  return inspectViews.map(({ id, title }) => ({ id: `inspect.${id}`, title: `Inspector: Show ${title}`, pane: 'inspector', run: () => void (shownView.value = id) }));
}
