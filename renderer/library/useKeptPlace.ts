/**
 * Keeps what is seen of the library where it is while the pane changes its size: titles wrap anew and second lines come and go, so that what was
 * in sight would be somewhere else. The row that is open stays in sight if it was; else the first that is seen stays where it is.
 */
import { onMounted, onUnmounted, onUpdated, type Ref } from 'vue';

interface Place {
  row: HTMLElement;
  /** Below the upper edge of the pane. */
  offset: number;
  /** Whether the list stood at its beginning: there it stays. */
  first: boolean;
}

/** `rows`: those of the list that are not folded away, from the first on; `head`: what stays above them. */
export function useKeptPlace(pane: Readonly<Ref<HTMLElement | null>>, head: Readonly<Ref<HTMLElement | null>>, rows: () => readonly HTMLElement[]): void {
  let place: Place | null = null;
  let width = 0;
  /** Where this has scrolled to: that is nobody's choice, and the next change of size begins from what was chosen. */
  let own = -1;

  const offsetOf = (row: HTMLElement): number => row.getBoundingClientRect().top - pane.value!.getBoundingClientRect().top;

  /** How far the list must be scrolled for all of the row to be in sight. */
  function beyond(row: HTMLElement): number {
    const offset = offsetOf(row);
    const above = offset - head.value!.offsetHeight;
    return above < 0 ? above : Math.max(offset + row.offsetHeight - pane.value!.clientHeight, 0);
  }

  function note(): void {
    const seen = rows().filter((row) => beyond(row) === 0);
    const row = seen.find(isOpen) ?? seen[0];
    place = row ? { row, offset: offsetOf(row), first: pane.value!.scrollTop === 0 } : null;
    own = -1;
  }

  function scrolled(): void {
    const { scrollTop, clientWidth } = pane.value!;
    // While it changes its size the browser scrolls, too.
    if (clientWidth === width && scrollTop !== own) note();
  }

  function restore(): void {
    const element = pane.value!;
    // Behind another pane it has no size.
    if (element.clientWidth === 0) return;
    width = element.clientWidth;
    if (!place?.row.isConnected) return note();
    element.scrollTop = place.first ? 0 : element.scrollTop + offsetOf(place.row) - place.offset;
    if (isOpen(place.row)) element.scrollTop += beyond(place.row);
    own = element.scrollTop;
  }

  const sized = new ResizeObserver(restore);
  // Both events come a frame after what they tell of, when the pane may be gone.
  const gone = new AbortController();
  onMounted(() => {
    sized.observe(pane.value!);
    pane.value!.addEventListener('scroll', scrolled, { passive: true, signal: gone.signal });
    // A section that folds; it does not bubble.
    pane.value!.addEventListener('toggle', note, { capture: true, signal: gone.signal });
  });
  // Another row is open, or others are listed.
  onUpdated(note);
  onUnmounted(() => {
    sized.disconnect();
    gone.abort();
  });
}

const isOpen = (row: HTMLElement): boolean => row.ariaCurrent === 'true';
