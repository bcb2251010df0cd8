/** Where the view looks: its time and scale, moved by the person or, while following, by the newest event. */
import { shallowRef, watch, type Ref } from 'vue';
import type { TimelineModel } from './model/timelineModel.ts';
import { Pace } from './view/pace.ts';
import type { TimeRange } from './view/rangeSummary.ts';
import { type Bounds, centred, endOf, fitted, following, panned, resized, type Viewport, zoomed } from './view/viewport.ts';

/** What is seen at first, ns. */
const firstSpan = 100e6;

export type Look = ReturnType<typeof useLook>;

export function useLook(model: () => TimelineModel | null, isFollowing: Ref<boolean>) {
  const view = shallowRef<Viewport>({ start: 0, nsPerPixel: firstSpan / 1000, width: 1000 });
  /** By the person: otherwise, while following, by how long threads run at a time. */
  let isScaled = false;
  let pace = new Pace();
  /** The whole session was asked for, and nobody has moved since: it stays whole when the view is resized. */
  let isWhole = false;
  const bounds = (): Bounds => ({ from: 0, to: Math.max(model()?.now ?? 0, 1000) });

  /** Goes where the person wants to; the newest event no longer pulls it away. */
  function move(to: Viewport): void {
    isFollowing.value = false;
    isScaled = true;
    isWhole = false;
    view.value = to;
  }

  /** The model has more, or the view another width. */
  function update(width = view.value.width): void {
    if (isWhole && width !== view.value.width) {
      view.value = resized(view.value, width);
      fitAll();
      return;
    }
    let current = width === view.value.width ? view.value : resized(view.value, width);
    const stretch = model()?.stretch;
    if (!isScaled && isFollowing.value && stretch) {
      pace.add(stretch);
      const span = pace.span(current.nsPerPixel * current.width);
      if (span !== null) current = { ...current, nsPerPixel: span / current.width };
    }
    view.value = isFollowing.value ? following(current, model()?.newest ?? bounds().to) : current;
  }

  function fitAll(): void {
    move(fitted(view.value, 0, bounds().to, 0.02, bounds()));
    isWhole = true;
  }

  /** Shows `from` to `to` in the middle; once it is there, as large as it fits. Answers which of both. */
  function focus({ start, end }: TimeRange): 'centred' | 'fitted' {
    const { view: seen, middle } = { view: view.value, middle: (start + end) / 2 };
    const isCentred = Math.abs((seen.start + endOf(seen)) / 2 - middle) < 2 * seen.nsPerPixel;
    move(isCentred ? fitted(seen, start, end, 0.1, bounds()) : centred(seen, start, end, bounds()));
    return isCentred ? 'fitted' : 'centred';
  }

  /** Moves only if none of `start` to `end` is seen. */
  function reveal({ start, end }: TimeRange): void {
    if (end < view.value.start || start > endOf(view.value)) move(centred(view.value, start, end, bounds()));
  }

  watch(isFollowing, () => update());
  watch(model, () => {
    isScaled = isWhole = false;
    pace = new Pace();
    if (isFollowing.value && !model()?.complete) {
      view.value = { ...view.value, nsPerPixel: firstSpan / view.value.width };
      update();
    } else fitAll();
  });

  // What is there already, and has no newest event to go to, is seen whole.
  if (model() && !isFollowing.value) fitAll();

  return {
    view,
    update,
    fitAll,
    focus,
    reveal,
    latest: () => move(following(view.value, model()?.newest ?? bounds().to)),
    show: (start: number, end: number) => move(fitted(view.value, start, end, 0, bounds())),
    /** Shows these times and no others, wherever the session's are. */
    lookAt: ({ start, end }: TimeRange) => move({ start, nsPerPixel: (end - start) / view.value.width, width: view.value.width }),
    zoom: (factor: number, x: number) => move(zoomed(view.value, factor, x, bounds())),
    pan: (pixels: number) => move(panned(view.value, pixels, bounds())),
  };
}
