/** Keys to commands, before any pane sees them. */
import { onMounted, onUnmounted } from 'vue';
import { commandForKey, isEnabled } from './commands.ts';
import { keyOf, typesText } from './keys.ts';
import { useCommand } from './useCommand.ts';

export function useKeys(): void {
  const run = useCommand();

  function onKey(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === null || event.isComposing || document.querySelector('dialog[open]')) return;
    if (typesText(key) && isField(event.target)) return;
    const command = commandForKey(key);
    if (!command) return;
    // Whether it can now or not: `Ctrl+Enter` means something else to the editor.
    event.preventDefault();
    event.stopPropagation();
    // Of one that would do nothing, a key that is held says it once.
    if (isEnabled(command) || !event.repeat) run(command.id);
  }

  onMounted(() => window.addEventListener('keydown', onKey, { capture: true }));
  onUnmounted(() => window.removeEventListener('keydown', onKey, { capture: true }));
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'));
}
