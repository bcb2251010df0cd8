/** The keys of a pane's commands, for where it listens. */
import type { PanelId } from '../dock/panels.ts';
import { useNotices } from '../stores/notices.ts';
import { commandForPaneKey, runCommand } from './commands.ts';
import { keyOf } from './keys.ts';

export function usePaneKeys(pane: PanelId): (event: KeyboardEvent) => void {
  const notices = useNotices();
  return (event) => {
    const key = keyOf(event);
    const command = key !== null && !isUsedBy(event.target as HTMLElement, key) && commandForPaneKey(key, pane);
    if (!command) return;
    runCommand(command.id, notices.fail);
    event.preventDefault();
  };
}

/** What is typed into a field is the field's, and what presses a button the button's. */
function isUsedBy(target: HTMLElement, key: string): boolean {
  return target.matches('select, textarea, input:not([type="range"])') || (target.matches('button') && (key === 'Space' || key === 'Enter'));
}
