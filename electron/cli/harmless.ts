/** What is printed holds texts of strangers: none of them steers the terminal that shows it, now or later from a file. */
import type { Screen } from './progress.ts';

/** Where progress is drawn anew (progress.ts): the program's own, at the beginning of what is written. */
const STEERING = /^(?:\x1b\[\d+A)?\r\x1b\[J/;
/** As `printable` has them, but for ends of lines and tabs. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** `json`: it is JSON, and stays the same value. */
export function harmless(screen: Screen, json = false): Screen {
  const instead = (control: string): string => (json ? `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}` : ' ');
  return {
    get isTTY() {
      return screen.isTTY ?? false;
    },
    get columns() {
      return screen.columns ?? 0;
    },
    write: (text) => {
      const [steering = ''] = STEERING.exec(text) ?? [];
      return screen.write(steering + text.slice(steering.length).replace(CONTROLS, instead));
    },
  };
}
