/** Where the panes are. The dock itself is dockview's; this hands its layout to the main process and its commands to it. */
import type { DockviewApi } from 'dockview-vue';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { arrangeDefault } from '../dock/defaultLayout.ts';
import { focusable } from '../dock/focusable.ts';
import { panels, type PanelId } from '../dock/panels.ts';
import { call } from '../ipc/client.ts';
import { useNotices } from './notices.ts';
import { useUndoing } from './undoing.ts';

const saveDelayMs = 300;

export const useLayout = defineStore('layout', () => {
  const dock = shallowRef<DockviewApi | null>(null);

  /** @param stored the layout that was kept, or null. */
  function attach(api: DockviewApi, stored: string | null): void {
    dock.value = api;
    if (!restore(api, stored)) {
      arrangeDefault(api);
      if (stored !== null) useNotices().info('The panes are where they were at first: the layout that was kept is of panes that there are no more.');
    }
    const size = (): string => `${api.width} ${api.height}`;
    const filled = (): string | null => (api.hasMaximizedGroup() ? size() : null);
    // The window's size when one pane came to fill it.
    let filledAt = filled();
    api.onDidMaximizedGroupChange(() => (filledAt = filled()));
    let timer = 0;
    function keep(): void {
      clearTimeout(timer);
      timer = 0;
      // To write down a layout of which one pane fills the window, dockview has the others come back for a moment, and keeps the
      // sizes that they have then: not theirs where the window is another by now.
      if (filledAt === null || filledAt === size()) save(JSON.stringify(api.toJSON()));
    }
    api.onDidLayoutChange(() => {
      clearTimeout(timer);
      timer = window.setTimeout(keep, saveDelayMs);
    });
    // Closing the window does not wait.
    window.addEventListener('beforeunload', () => timer !== 0 && keep());
  }

  function reset(): void {
    const api = dock.value;
    if (!api) return;
    const before = JSON.stringify(api.toJSON());
    api.clear();
    arrangeDefault(api);
    regainFocus();
    save(null);
    useUndoing().offer('The panes are where they were at first.', () => {
      if (!restore(api, before)) arrangeDefault(api);
      regainFocus();
      save(before);
    });
  }

  /** Brings a pane to the front and moves the focus into it: where that is not asked for, only out of the pane that it comes before. */
  function reveal(id: PanelId, asked = true): void {
    const panel = dock.value?.getPanel(id);
    if (!panel) return;
    const before = panel.group.activePanel;
    const focus = asked || (before !== panel && before?.view.content.element.contains(document.activeElement) === true);
    // To make active what is so already would say to the dock that its layout has changed, as what is only to be in sight does at
    // each step of the player.
    if (!panel.api.isVisible || (focus && dock.value?.activePanel !== panel)) panel.api.setActive();
    if (focus) focusOn(panel.view.content.element);
  }

  /** The panes have been made anew, and the one that had the focus among them. */
  function regainFocus(): void {
    if (document.activeElement === document.body) focusActive();
  }

  /** Moves the focus into the pane that had it last. */
  function focusActive(): void {
    const panel = dock.value?.activePanel;
    if (panel) focusOn(panel.view.content.element);
  }

  function isVisible(id: PanelId): boolean {
    return dock.value?.getPanel(id)?.api.isVisible ?? false;
  }

  /** One pane fills the window. */
  function isMaximized(): boolean {
    return dock.value?.hasMaximizedGroup() ?? false;
  }

  function elementOf(id: PanelId): HTMLElement | undefined {
    return dock.value?.getPanel(id)?.view.content.element;
  }

  function save(layout: string | null): void {
    void useNotices().upkeep('layout', () => call('layout.save', { layout }));
  }

  return { dock, attach, reset, reveal, focusActive, isVisible, isMaximized, elementOf };
});

/** A layout of another version may lack panes or know others: then it is not used. */
function restore(api: DockviewApi, stored: string | null): boolean {
  if (stored === null) return false;
  try {
    api.fromJSON(JSON.parse(stored));
    if (panels.every(({ id }) => api.getPanel(id)) && api.panels.length === panels.length) return true;
  } catch {
    // Falls through to the default.
  }
  api.clear();
  return false;
}

/** At once, for whoever types on, and again with the next frame: a pane that comes to the front is made by then, and a dialog gone. */
function focusOn(element: HTMLElement): void {
  focusFirst(element);
  const first = document.activeElement;
  requestAnimationFrame(() => {
    if (document.activeElement === first || !element.contains(document.activeElement)) focusFirst(element);
  });
}

/** The pane itself takes the focus when nothing in it can. */
function focusFirst(element: HTMLElement): void {
  element.tabIndex = -1;
  (element.querySelector<HTMLElement>('[data-focus-first]:not(:disabled)') ?? element.querySelector<HTMLElement>(focusable) ?? element).focus();
}
