/** The keys of a pane's commands, for where it listens. */
import type { PanelId } from '../dock/panels.ts';
import { commandForPaneKey, isEnabled } from './commands.ts';
import { keyOf } from './keys.ts';
import { useCommand } from './useCommand.ts';

export function usePaneKeys(pane: PanelId): (event: KeyboardEvent) => void {
  const run = useCommand();
  return (event) => {
    const key = keyOf(event);
    const command = key !== null && !isUsedBy(event.target as HTMLElement, key) && commandForPaneKey(key, pane);
    if (!command) return;
    event.preventDefault();
    // Of one that would do nothing, a key that is held says it once: who steps to the end by it stops there without a word.
    if (isEnabled(command) || !event.repeat) run(command.id);
  };
}

/** What is typed into a field is the field's, and what presses a button the button's. */
function isUsedBy(target: HTMLElement, key: string): boolean {
  return target.matches('select, textarea, input:not([type="range"])') || (target.matches('button') && (key === 'Space' || key === 'Enter'));
}
