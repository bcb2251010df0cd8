/** Draws when something changed, at most once for each frame of the screen, and never otherwise. */
import { onBeforeUnmount } from 'vue';

/** Answers how to ask for a frame. */
export function useFrames(draw: () => void): () => void {
  let asked = 0;
  onBeforeUnmount(() => cancelAnimationFrame(asked));
  return () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      draw();
    });
  };
}
