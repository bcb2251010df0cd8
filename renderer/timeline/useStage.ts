/** The canvases' life in the page: their size, and a frame when something changed. */
import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';
import type { Frame } from './draw/composition.ts';
import { Stage } from './draw/stage.ts';
import { useFrames } from './useFrames.ts';
import type { Look } from './useLook.ts';

type ElementRef<T> = Readonly<ShallowRef<T | null>>;

export interface StageElements {
  scroller: ElementRef<HTMLElement>;
  rectCanvas: ElementRef<HTMLCanvasElement>;
  textCanvas: ElementRef<HTMLCanvasElement>;
}

/** @param frame what to draw now; null for nothing. */
export function useStage({ scroller, rectCanvas, textCanvas }: StageElements, look: Look, frame: () => Frame | null) {
  /** Of the canvases together, CSS pixels. */
  const size = shallowRef({ width: 0, height: 0 });
  let stage: Stage | null = null;
  const askForFrame = useFrames(draw);
  const observer = new ResizeObserver(resize);

  function draw(): void {
    const current = size.value.width > 0 ? frame() : null;
    if (current) stage?.draw(current);
  }

  function resize(): void {
    if (!stage || !scroller.value || !textCanvas.value) return;
    const width = textCanvas.value.parentElement!.clientWidth;
    const height = scroller.value.clientHeight;
    size.value = { width, height };
    if (width === 0 || height === 0) return;
    stage.resize(width, height, window.devicePixelRatio);
    look.update(width);
    // A canvas is emptied by its new size: draw before that is seen.
    draw();
  }

  function close(): void {
    observer.disconnect();
    stage?.dispose();
    stage = null;
  }

  watch(
    [rectCanvas, textCanvas],
    ([rects, texts]) => {
      close();
      if (!rects || !texts || !scroller.value) return;
      stage = new Stage(rects, texts);
      // A scroll bar that comes or goes changes the width of the canvases, not that of the scroller.
      observer.observe(scroller.value);
      observer.observe(texts.parentElement!);
    },
    { flush: 'post' },
  );
  onBeforeUnmount(close);

  return { size, askForFrame };
}
