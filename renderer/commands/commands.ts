/** Everything the window can be told to do: by key, by menu, by palette, by button. */
import { shallowReactive } from 'vue';
import type { PanelId } from '../dock/panels.ts';
import { useNotices } from '../stores/notices.ts';

export interface Command {
  id: string;
  /** `File: Save`. */
  title: string;
  /** Pressed anywhere. */
  keys?: readonly string[];
  /** The pane that it is of: the palette shows that first. */
  pane?: PanelId;
  /** Pressed while that pane has the focus. Those of the editor are Monaco's: shown, not bound again. */
  paneKeys?: readonly string[];
  /** Without it, it would do nothing. */
  needs?: Need;
  /** What its errors are about, where the same is done elsewhere as well. */
  about?: string;
  run: () => void | Promise<void>;
}

export interface Need {
  /** In words: `a session that runs`. */
  what: string;
  met: () => boolean;
}

const commands = shallowReactive(new Map<string, Command>());

export function registerCommands(list: readonly Command[]): void {
  for (const command of list) commands.set(command.id, command);
}

export function allCommands(): Command[] {
  return [...commands.values()];
}

export function findCommand(id: string): Command | undefined {
  return commands.get(id);
}

export function canRun(id: string): boolean {
  const command = commands.get(id);
  return command !== undefined && isEnabled(command);
}

export function isEnabled({ needs }: Command): boolean {
  return needs?.met() ?? true;
}

/** What notices of what went wrong in it are about. */
export function aboutCommand(id: string): string {
  return commands.get(id)?.about ?? `command ${id}`;
}

/** Runs a command by its id. Answers whether there was one that could run. What goes wrong in it is said, until it is run again. */
export function runCommand(id: string): boolean {
  const command = commands.get(id);
  if (!command || !isEnabled(command)) return false;
  void useNotices().attempt(aboutCommand(id), () => command.run());
  return true;
}

/** What the key does anywhere; where nothing that it does can be done now, the first of that. */
export function commandForKey(key: string): Command | undefined {
  const all = allCommands().filter((command) => command.keys?.includes(key));
  return all.find(isEnabled) ?? all[0];
}

/** Of one that would do nothing now: `Stop needs a session that runs.` */
export function needText({ title, needs }: Command): string {
  return `${title.replace(/^\w+: /, '')} needs ${needs!.what}.`;
}

/** What the key does while this pane has the focus, whether or not it can now. */
export function commandForPaneKey(key: string, pane: PanelId): Command | undefined {
  return allCommands().find((command) => command.pane === pane && command.paneKeys?.includes(key));
}

const signs: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** How the command's keys are shown, those that are pressed anywhere first; empty when it has none. */
export function keysShown({ keys = [], paneKeys = [] }: Command): readonly string[] {
  return [...keys, ...paneKeys].map((key) => key.replace(/\w+$/, (name) => signs[name] ?? name));
}

/** What a button's tooltip says, with the key that does the same: `Step back (←)`. */
export function titled(id: string, title: string): string {
  const command = commands.get(id);
  const [key] = command ? keysShown(command) : [];
  return key === undefined ? title : `${title} (${key})`;
}
