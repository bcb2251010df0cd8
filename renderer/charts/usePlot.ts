/** A uPlot plot that fills an element for as long as that is there, in the theme's colours. */
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onMounted, onUnmounted, watch, type Ref } from 'vue';
import { useSettings } from '../stores/settings.ts';

export interface Plot {
  /** Null where there was no room for it. */
  plot(): uPlot | null;
  /** Makes it anew. */
  draw(): void;
}

/**
 * Sizes in CSS pixels.
 * @param make makes it in the element; null: there is no room.
 * @param resize when the element has another size. It is made anew unless told.
 */
export function usePlot(
  container: Readonly<Ref<HTMLElement | null>>,
  make: (element: HTMLElement, width: number, height: number) => uPlot | null,
  resize?: (plot: uPlot, width: number, height: number) => void,
): Plot {
  const settings = useSettings();
  let plot: uPlot | null = null;

  function draw(): void {
    plot?.destroy();
    const { clientWidth, clientHeight } = container.value!;
    plot = make(container.value!, clientWidth, clientHeight);
    // Where the GPU's process has died it comes back empty.
    plot?.ctx.canvas.addEventListener('contextrestored', draw);
  }

  const sized = new ResizeObserver(() => {
    if (plot && resize) resize(plot, container.value!.clientWidth, container.value!.clientHeight);
    else draw();
  });
  onMounted(() => {
    sized.observe(container.value!);
    watch(() => settings.theme, draw, { flush: 'post' });
  });
  onUnmounted(() => {
    sized.disconnect();
    plot?.destroy();
  });
  return { plot: () => plot, draw };
}
