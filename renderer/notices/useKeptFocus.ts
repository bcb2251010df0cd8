/** The focus outlives the notice that it is in: it goes to the one that takes its place, or back to where it came from. */
import { nextTick, watch, type ShallowRef } from 'vue';
import { useLayout } from '../stores/layout.ts';

/** Answers what is to hear of each focus that comes into the region. */
export function useKeptFocus(region: Readonly<ShallowRef<HTMLElement | null>>, listed: () => unknown): (event: FocusEvent) => void {
  const layout = useLayout();
  let from: HTMLElement | null = null;

  // Before the notices are drawn anew: the one with the focus is still there.
  watch(listed, async () => {
    const place = [...region.value!.children].findIndex((notice) => notice.contains(document.activeElement));
    if (place < 0) return;
    await nextTick();
    // It is still there, or what was done about it has taken the focus elsewhere.
    if (document.activeElement !== document.body) return;
    const left = [...region.value!.children];
    const next = left[Math.min(place, left.length - 1)]?.querySelector<HTMLElement>('button:last-child');
    if (next) next.focus();
    else if (from?.isConnected) from.focus();
    else layout.focusActive();
  });

  return ({ relatedTarget }) => {
    if (relatedTarget instanceof HTMLElement && !region.value!.contains(relatedTarget)) from = relatedTarget;
  };
}
