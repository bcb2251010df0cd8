/** The button that starts something and those that pause and stop it take each other's place: the focus stays there, and a double click is for the one that it began on. */
import { nextTick, onMounted, watch, type ShallowRef } from 'vue';

/** `status`: what the buttons of the bar go by. Its first one is the one that starts. */
export function useBarFocus(bar: Readonly<ShallowRef<HTMLElement | null>>, status: () => unknown): void {
  let lost = false;
  let clicked: Element | null = null;
  onMounted(() => bar.value!.addEventListener('click', onClick, { capture: true }));

  function onClick(event: MouseEvent): void {
    const button = (event.target as Element).closest('button');
    if (event.detail === 2 && button !== clicked) event.stopPropagation();
    clicked = button;
  }

  // Before they are drawn anew: the one with the focus is still there. One that may not be pressed for now gives it back later.
  watch(status, async () => {
    const { activeElement } = document;
    const here = activeElement instanceof HTMLButtonElement && bar.value?.contains(activeElement) === true;
    lost = here || (lost && activeElement === document.body);
    // Nobody else is to find a place for it meanwhile (useFocusNet.ts).
    bar.value?.toggleAttribute('data-holds-focus', lost);
    if (!lost) return;
    await nextTick();
    if (!here || !activeElement.isConnected || activeElement.matches(':disabled')) bar.value?.querySelector('button')?.focus();
  });
}
