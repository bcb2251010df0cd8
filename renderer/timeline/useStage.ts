/** The canvases' life in the page: their size, and a frame when something changed. */
import { onBeforeUnmount, ref, shallowRef, watch, type ShallowRef } from 'vue';
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

/** The GPU's process begins anew in less, ms; after it has died often it does not. */
const BACK_MS = 2000;

/** @param frame what to draw now; null for nothing. */
export function useStage({ scroller, rectCanvas, textCanvas }: StageElements, look: Look, frame: () => Frame | null) {
  /** Of the canvases together, CSS pixels. */
  const size = shallowRef({ width: 0, height: 0 });
  /** Another number, another canvas for the rectangles: one that WebGL was lost on has no other context. */
  const canvasTurn = ref(0);
  let stage: Stage | null = null;
  let closed = new AbortController();
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
    closed.abort();
    stage?.dispose();
    stage = null;
  }

  /** Where the GPU's process has died or its driver began anew, canvases come back empty, or not at all. */
  function mend(rects: HTMLCanvasElement, texts: HTMLCanvasElement): void {
    const { signal } = (closed = new AbortController());
    let late: ReturnType<typeof setTimeout> | undefined;
    signal.addEventListener('abort', () => clearTimeout(late));
    const lost = (): void => void (late = setTimeout(() => canvasTurn.value++, BACK_MS));
    if (rects.getContext('webgl2')?.isContextLost()) lost();
    rects.addEventListener('webglcontextlost', lost, { signal });
    rects.addEventListener('webglcontextrestored', () => {
      clearTimeout(late);
      askForFrame();
    }, { signal });
    for (const canvas of [rects, texts]) canvas.addEventListener('contextrestored', askForFrame, { signal });
  }

  watch(
    [rectCanvas, textCanvas],
    ([rects, texts]) => {
      close();
      if (!rects || !texts || !scroller.value) return;
      stage = new Stage(rects, texts);
      mend(rects, texts);
      // A scroll bar that comes or goes changes the width of the canvases, not that of the scroller.
      observer.observe(scroller.value);
      observer.observe(texts.parentElement!);
    },
    { flush: 'post' },
  );
  onBeforeUnmount(close);

  return { size, canvasTurn, askForFrame };
}
