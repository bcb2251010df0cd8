/** What the window has to say unasked: what happened, and what to do about it. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { LabError } from '../../shared/ipc/reply.ts';

export interface Notice {
  id: number;
  kind: 'info' | 'error';
  message: string;
  /** A command that helps, by its id. */
  command?: { id: string; label: string } | undefined;
  /** What it is about, where it may be settled. */
  about?: string | undefined;
}

/** Something that can be done about it takes longer to read and to reach. */
const infoMs = 5000;
const offerMs = 15_000;

export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  let last = 0;

  function show(kind: Notice['kind'], message: string, command?: Notice['command'], about?: string): void {
    // The same thing said again replaces what was said.
    notices.value = notices.value.filter((notice) => notice.message !== message);
    const id = ++last;
    notices.value.push({ id, kind, message, command, about });
    if (kind === 'info') setTimeout(() => dismiss(id), command ? offerMs : infoMs);
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  function clear(): void {
    notices.value = [];
  }

  /** Shows what went wrong; errors stay until they are dismissed, or settled: that something is under way, when it is over. */
  function fail(error: unknown, command?: Notice['command'], about?: string): void {
    const isBusy = error instanceof LabError && error.code === 'busy';
    show('error', error instanceof Error ? error.message : String(error), command, isBusy ? 'busy' : about);
  }

  /** No scenario is in front to do this with: said until one is. */
  function noScenario(to: string): void {
    fail(`There is no scenario to ${to}. Open one from the library, or make a new one.`, { id: 'view.library', label: 'Library' }, 'scenario');
  }

  /** What was said about this is of the past. Each command that is run asks for it: where nothing was said, nothing changes. */
  function settle(about: string): void {
    if (notices.value.some((notice) => notice.about === about)) notices.value = notices.value.filter((notice) => notice.about !== about);
  }

  return { notices, info: (message: string, command?: Notice['command'], about?: string) => show('info', message, command, about), fail, noScenario, settle, dismiss, clear };
});
