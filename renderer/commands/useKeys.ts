/** Keys to commands, before any pane sees them. */
import { onMounted, onUnmounted } from 'vue';
import { useNotices } from '../stores/notices.ts';
import { commandForKey, isEnabled, needText, runCommand } from './commands.ts';
import { keyOf, typesText } from './keys.ts';

export function useKeys(): void {
  const notices = useNotices();

  function onKey(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === null || event.isComposing || document.querySelector('dialog[open]')) return;
    if (typesText(key) && isField(event.target)) return;
    const command = commandForKey(key);
    if (!command) return;
    if (!isEnabled(command)) {
      // A key that is held says it once.
      if (!event.repeat) notices.info(needText(command));
      return;
    }
    runCommand(command.id, notices.fail);
    event.preventDefault();
    event.stopPropagation();
  }

  onMounted(() => window.addEventListener('keydown', onKey, { capture: true }));
  onUnmounted(() => window.removeEventListener('keydown', onKey, { capture: true }));
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'));
}
