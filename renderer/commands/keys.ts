/** Keys: how they are written (`Ctrl+Shift+P`), and which one a keyboard event is. */

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The event's key as commands write it, or null for a modifier alone. On macOS, Command counts as Ctrl. */
export function keyOf(event: KeyPress): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return null;
  const control = event.ctrlKey || event.metaKey;
  const parts: string[] = [];
  if (control) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  // A character says by itself that Shift was held: `?`, not `Shift+?`.
  const character = event.key.length === 1 && !/^[a-z]$/i.test(event.key) && !control && !event.altKey;
  if (event.shiftKey && !character) parts.push('Shift');
  parts.push(nameOf(event, control || event.altKey));
  return parts.join('+');
}

function nameOf({ key, code }: KeyPress, modified: boolean): string {
  // With modifiers, digits and letters are where they are on the keyboard, whatever they would type.
  const physical = modified ? /^(?:Key([A-Z])|Digit(\d))$/.exec(code) : null;
  if (physical) return (physical[1] ?? physical[2])!;
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Whether the key would type something into a field, so that only fields may have it. */
export function typesText(key: string): boolean {
  return [...key].length === 1;
}
