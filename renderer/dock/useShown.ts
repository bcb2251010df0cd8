/** Whether an element can be seen: a pane behind another one of its group cannot. */
import { onMounted, onUnmounted, ref, shallowRef, watchEffect, type Ref, type ShallowRef } from 'vue';

export function useShown(element: Readonly<ShallowRef<HTMLElement | null>>): Ref<boolean> {
  const shown = ref(false);
  // Of several that have gathered, the last is so now: a pane is hidden and shown again within a frame where it is put in front twice.
  const observer = new IntersectionObserver((entries) => (shown.value = entries.at(-1)!.isIntersecting));
  onMounted(() => observer.observe(element.value!));
  onUnmounted(() => observer.disconnect());
  return shown;
}

/** Follows a value while it can be seen, and has the last one otherwise: what is behind another pane is not worked out and drawn at each step. */
export function useWhileShown<T>(shown: Readonly<Ref<boolean>>, value: () => T): Readonly<ShallowRef<T>> {
  const seen = shallowRef(value());
  watchEffect(() => {
    if (shown.value) seen.value = value();
  });
  return seen;
}
