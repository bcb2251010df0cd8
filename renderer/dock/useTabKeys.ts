/** From pane to pane: arrows along a pane's tabs, F6; and who clicks on a tab goes on in its pane. */
import { onMounted, onUnmounted } from 'vue';
import { registerCommands } from '../commands/commands.ts';
import { useLayout } from '../stores/layout.ts';
import type { PanelId } from './panels.ts';

export function useTabKeys(): void {
  const layout = useLayout();

  function tabOf({ target }: Event): HTMLElement | null {
    return target instanceof Element ? target.closest<HTMLElement>('.dv-tab') : null;
  }

  function onClick(event: MouseEvent): void {
    const tab = tabOf(event);
    if (tab) activate(tab, true);
  }

  function onKey(event: KeyboardEvent): void {
    const tab = tabOf(event);
    const tabs = [...(tab?.parentElement?.querySelectorAll<HTMLElement>('.dv-tab') ?? [])];
    if (!tab) return;
    const index = tabs.indexOf(tab);
    const target = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') activate(tab, true);
    else if (target !== undefined) activate(tabs[(target + tabs.length) % tabs.length]!, false);
    else return;
    event.preventDefault();
  }

  function activate(tab: HTMLElement, intoPane: boolean): void {
    const id = tab.dataset.tabPanelId as PanelId | undefined;
    if (!id) return;
    layout.reveal(id, intoPane);
    if (!intoPane) tab.focus();
  }

  function step(by: number): void {
    const dock = layout.dock;
    if (!dock) return;
    const front = dock.groups.map((group) => group.activePanel).filter((panel) => panel !== undefined);
    const index = front.findIndex((panel) => panel === dock.activePanel);
    layout.reveal(front[(index + by + front.length) % front.length]!.id as PanelId);
  }

  registerCommands([
    { id: 'view.next', title: 'View: Next Pane', keys: ['F6'], run: () => step(1) },
    { id: 'view.previous', title: 'View: Previous Pane', keys: ['Shift+F6'], run: () => step(-1) },
  ]);
  onMounted(() => {
    document.addEventListener('keydown', onKey);
    document.addEventListener('click', onClick);
  });
  onUnmounted(() => {
    document.removeEventListener('keydown', onKey);
    document.removeEventListener('click', onClick);
  });
}
