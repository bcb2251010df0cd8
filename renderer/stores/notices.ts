/** What the window has to say unasked: what happened, and what to do about it. */
import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { LabError } from '../../shared/ipc/reply.ts';
import { WrongValue } from '../fields/wrongValue.ts';

export interface Notice {
  id: number;
  /** A hint says why nothing happened, or what would be needed. */
  kind: 'info' | 'hint' | 'error';
  message: string;
  /** A command that helps, by its id. */
  command?: { id: string; label: string } | undefined;
  /** What it is about, where it may be settled. */
  about?: string | undefined;
  /** Something else is under way, and has to end first. */
  busy?: boolean | undefined;
}

/** Something that can be done about it takes longer to read and to reach. */
const infoMs = 5000;
const offerMs = 15_000;

export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  /** What went wrong last in what the lab does by itself. */
  const failing = new Map<string, string>();
  let last = 0;

  function show(kind: Notice['kind'], message: string, command?: Notice['command'], about?: string, busy = false): number {
    // The same thing said again replaces what was said.
    notices.value = notices.value.filter((notice) => notice.message !== message);
    const id = ++last;
    notices.value.push({ id, kind, message, command, about, busy });
    if (kind !== 'error') setTimeout(() => dismiss(id), command ? offerMs : infoMs);
    return id;
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  function clear(): void {
    notices.value = [];
  }

  /** Shows what went wrong; errors stay until they are dismissed, or settled: that something is under way, when it is over, and what is said of a field's content, with another content. */
  function fail(error: unknown, command?: Notice['command'], about?: string): void {
    const id = show('error', messageOf(error), command, about, error instanceof LabError && error.code === 'busy');
    if (error instanceof WrongValue) watch(error.of, () => dismiss(id), { once: true, flush: 'sync' });
  }

  /** Does what a person asked for. What goes wrong in it is said until it is tried again, whatever comes of that. */
  async function attempt(about: string, work: () => unknown): Promise<void> {
    settle(about);
    try {
      await work();
    } catch (error) {
      fail(error, undefined, about);
    }
  }

  /** Does what nobody asked for, as keeping drafts. It may fail at each letter: the same is said once, until it has gone right. */
  async function upkeep(about: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      failing.delete(about);
      settle(about);
    } catch (error) {
      if (failing.get(about) === messageOf(error)) return;
      failing.set(about, messageOf(error));
      settle(about);
      fail(error, undefined, about);
    }
  }

  /** No scenario is in front to do this with: said until one is. */
  function noScenario(to: string): void {
    fail(`There is no scenario to ${to}. Open one from the library, or make a new one.`, { id: 'view.library', label: 'Library' }, 'scenario');
  }

  /** What was said about this is of the past. Each command that is run asks for it: where nothing was said, nothing changes. */
  function settle(about: string): void {
    const isPast = (notice: Notice): boolean => notice.about === about || (about === 'busy' && notice.busy === true);
    if (notices.value.some(isPast)) notices.value = notices.value.filter((notice) => !isPast(notice));
  }

  return { notices, info: (message: string, command?: Notice['command'], about?: string) => void show('info', message, command, about), hint: (message: string) => void show('hint', message), fail, attempt, upkeep, noScenario, settle, dismiss, clear };
});

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
