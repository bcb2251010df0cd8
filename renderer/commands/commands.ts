/** Everything the window can be told to do: by key, by menu, by palette, by button. */
import { shallowReactive } from 'vue';

export interface Command {
  id: string;
  /** `File: Save`. */
  title: string;
  keys?: readonly string[];
  /** A key that a pane handles by itself: shown, not bound. */
  hint?: string;
  /** Whether it would do anything now. */
  enabled?: () => boolean;
  run: () => void | Promise<void>;
}

const commands = shallowReactive(new Map<string, Command>());

export function registerCommands(list: readonly Command[]): void {
  for (const command of list) commands.set(command.id, command);
}

export function allCommands(): Command[] {
  return [...commands.values()];
}

export function isEnabled(command: Command): boolean {
  return command.enabled?.() ?? true;
}

export function canRun(id: string): boolean {
  const command = commands.get(id);
  return command !== undefined && isEnabled(command);
}

/** Runs a command by its id. Answers whether there was one that could run; `failed` hears of what went wrong in it. */
export function runCommand(id: string, failed: (error: unknown) => void): boolean {
  const command = commands.get(id);
  if (!command || !isEnabled(command)) return false;
  try {
    void Promise.resolve(command.run()).catch(failed);
  } catch (error) {
    failed(error);
  }
  return true;
}

export function commandForKey(key: string): Command | undefined {
  return allCommands().find((command) => command.keys?.includes(key) && isEnabled(command));
}

/** How the command's keys are shown; empty when it has none. */
export function keysShown({ keys, hint }: Command): readonly string[] {
  return keys ?? (hint ? [hint] : []);
}
