/** Mouse and wheel over the lanes: drag marks a range, Shift+drag pans, a click chooses, Ctrl+wheel zooms at the pointer. */
import { shallowRef, type Ref } from 'vue';
import type { Look } from './useLook.ts';
import type { TimeRange } from './view/rangeSummary.ts';
import { timeAt } from './view/viewport.ts';

/** CSS pixels in the canvas. */
export interface Point {
  x: number;
  y: number;
}

/** CSS pixels that a click may slip. */
const slack = 3;
/** How much one step of the wheel zooms: a hundred pixels of it, about a third. */
const wheelZoom = 0.003;

export function usePointer(look: Look, range: Ref<TimeRange | null>, click: (at: Point) => void) {
  /** Where the pointer hovers; null while it is elsewhere or drags. */
  const hover = shallowRef<Point | null>(null);
  let from: (Point & { panning: boolean; time: number; moved: boolean }) | null = null;
  let last: Point = { x: 0, y: 0 };

  function down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const at = pointOf(event);
    from = { ...at, panning: event.shiftKey, time: timeAt(look.view.value, at.x), moved: false };
    last = at;
    hover.value = null;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  function move(event: PointerEvent): void {
    const at = pointOf(event);
    if (!from) {
      hover.value = at;
      return;
    }
    from.moved ||= Math.abs(at.x - from.x) > slack || (from.panning && Math.abs(at.y - from.y) > slack);
    if (!from.moved) return;
    if (from.panning) {
      look.pan(last.x - at.x);
      (event.currentTarget as Element).closest('.scroller')?.scrollBy(0, last.y - at.y);
    } else {
      const time = Math.max(0, timeAt(look.view.value, at.x));
      range.value = { start: Math.min(from.time, time), end: Math.max(from.time, time) };
    }
    last = at;
  }

  function up(event: PointerEvent): void {
    const started = from;
    from = null;
    if (started && !started.moved && !started.panning) click(pointOf(event));
  }

  /** A plain wheel scrolls the lanes by itself. */
  function wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      look.zoom(Math.exp(event.deltaY * wheelZoom), pointOf(event).x);
    } else if (event.deltaX !== 0 || event.shiftKey) {
      event.preventDefault();
      look.pan(event.deltaX || event.deltaY);
    }
  }

  return { hover, down, move, up, wheel, cancel: () => (from = null), leave: () => (hover.value = null) };
}

function pointOf(event: MouseEvent): Point {
  return { x: event.offsetX, y: event.offsetY };
}
