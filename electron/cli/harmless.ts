/** What is printed holds texts of strangers: none of them steers the terminal that shows it, now or later from a file. */
import { CONTROLS } from '../../shared/report/controls.ts';
import type { Screen } from './progress.ts';

/** Where progress is drawn anew (progress.ts): the program's own, at the beginning of what is written. */
const STEERING = /^(?:\x1b\[\d+A)?\r\x1b\[J/;

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
