/** A list of steps that scrolls: only the rows near the eye are drawn, and the one that is looked at stays in sight. */
import { computed, onMounted, onUnmounted, reactive, watch, type Ref } from 'vue';
import type { Row } from '../../shared/explore/counterexample.ts';
import { scrollTo, visibleRows, type Scroll } from './visibleRows.ts';

/** Pixels. */
export const rowHeight = 22;
const beyond = 12;

/** `looked`: the index of the row that is looked at; -1: none. */
export function useStepScroll(list: Readonly<Ref<HTMLElement | null>>, rows: () => readonly Row[], looked: () => number) {
  const scroll = reactive<Scroll>({ top: 0, height: 0 });
  const shown = computed(() => {
    const { from, to } = visibleRows(scroll, rowHeight, rows().length, beyond);
    return rows().slice(from, to).map((row, offset) => ({ row, index: from + offset }));
  });

  const sized = new ResizeObserver(() => {
    scroll.height = list.value?.clientHeight ?? 0;
    bringIntoView();
  });
  onMounted(() => sized.observe(list.value!));
  onUnmounted(() => sized.disconnect());
  watch([looked, rows], bringIntoView, { flush: 'post' });

  function bringIntoView(): void {
    if (list.value && looked() >= 0) list.value.scrollTop = scroll.top = scrollTo(looked(), scroll, rowHeight, rows().length);
  }

  function scrolled(event: Event): void {
    scroll.top = (event.target as HTMLElement).scrollTop;
  }

  return { shown, scrolled };
}

/** Room for the longest name, in `ch`, within reason; the widest letters are wider than `0`, and a short name may be of little else. */
export function nameRoom(lanes: readonly { name: string }[]): number {
  return Math.min(Math.max(...lanes.map(({ name }) => name.length)) * 1.2 + 1.5, 16);
}
