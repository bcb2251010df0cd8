/** A word on what a key has just done: seen for a moment, and heard each time, also when it is the same. */
import { onScopeDispose, shallowRef } from 'vue';

const shownMs = 3000;

export function useWord() {
  /** A new object each time. */
  const word = shallowRef<{ id: number; text: string } | null>(null);
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(text: string): void {
    clearTimeout(timer);
    word.value = { id: ++last, text };
    timer = setTimeout(() => (word.value = null), shownMs);
  }

  onScopeDispose(() => clearTimeout(timer));
  return { word, say };
}
