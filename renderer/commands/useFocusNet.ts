/** The focus does not fall out of the window: where what has it is taken away, or may not be pressed any more, what is nearest to it has it. */
import { onMounted, onUnmounted } from 'vue';
import { focusable } from '../dock/focusable.ts';
import { useLayout } from '../stores/layout.ts';

export function useFocusNet(): void {
  const layout = useLayout();
  /** What had the focus last, and what that is in, from the inside out. */
  let around: Element[] = [];
  let frame = 0;

  function remember({ target }: Event): void {
    around = [];
    for (let element = target as Element | null; element; element = element.parentElement) around.push(element);
  }

  /** Who clicks beside everything wants it nowhere. */
  function forget(): void {
    if (document.activeElement === document.body) around = [];
  }

  /** With the next frame: whoever knows a better place has seen to it by then. */
  function changed(): void {
    if (!isLost()) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => isLost() && regain());
  }

  function isLost(): boolean {
    const [last] = around;
    return last !== undefined && !isUsable(last) && !isAwaited(last) && (document.activeElement === document.body || document.activeElement === last);
  }

  function regain(): void {
    for (const element of around.filter((each) => each.closest('section, nav, header, footer'))) {
      const near = [element, ...element.querySelectorAll(focusable)].find((each) => each.matches(focusable) && isUsable(each));
      if (!near) continue;
      (near as HTMLElement).focus();
      return;
    }
    layout.focusActive();
  }

  const observer = new MutationObserver(changed);
  onMounted(() => {
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled', 'open'] });
    window.addEventListener('focusin', remember);
    window.addEventListener('pointerup', forget);
  });
  onUnmounted(() => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    window.removeEventListener('focusin', remember);
    window.removeEventListener('pointerup', forget);
  });
}

function isUsable(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });
}

/** Among the buttons that start, pause and stop, one gets it back by itself (useBarFocus.ts). */
function isAwaited(element: Element): boolean {
  return element.matches('[data-holds-focus] button');
}
