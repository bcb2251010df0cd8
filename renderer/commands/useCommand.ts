/** Runs a command by its id; of one that would do nothing now, it says what that needs. */
import { useNotices } from '../stores/notices.ts';
import { findCommand, isEnabled, needText, runCommand } from './commands.ts';

export function useCommand(): (id: string) => void {
  const notices = useNotices();
  return (id) => {
    const command = findCommand(id);
    if (command && !isEnabled(command)) notices.hint(needText(command));
    else runCommand(id);
  };
}
