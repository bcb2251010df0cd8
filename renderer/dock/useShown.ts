/** Whether an element can be seen: a pane behind another one of its group cannot. */
import { onMounted, onUnmounted, ref, type Ref, type ShallowRef } from 'vue';

export function useShown(element: Readonly<ShallowRef<HTMLElement | null>>): Ref<boolean> {
  const shown = ref(false);
  const observer = new IntersectionObserver(([entry]) => (shown.value = entry!.isIntersecting));
  onMounted(() => observer.observe(element.value!));
  onUnmounted(() => observer.disconnect());
  return shown;
}
