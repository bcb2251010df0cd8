import { expect, it, vi } from 'vitest';
import { createRenderer, effectScope, nextTick, ref, shallowRef, type Ref, type RendererOptions } from 'vue';
import { useShown, useWhileShown } from '../../../../renderer/dock/useShown.ts';

it('is what was seen last, of all that is told at once', () => {
  let told!: (entries: { isIntersecting: boolean }[]) => void;
  vi.stubGlobal('IntersectionObserver', class {
    constructor(callback: typeof told) {
      told = callback;
    }
    observe(): void {}
    disconnect(): void {}
  });
  let shown!: Ref<boolean>;
  const nowhere = { createComment: () => ({}), insert() {}, remove() {}, parentNode: () => null } as unknown as RendererOptions;
  const app = createRenderer(nowhere).createApp({
    setup() {
      shown = useShown(shallowRef({} as HTMLElement));
      return () => null;
    },
  });
  app.mount({});
  told([{ isIntersecting: false }, { isIntersecting: true }]);
  expect(shown.value).toBe(true);
  told([{ isIntersecting: true }, { isIntersecting: false }]);
  expect(shown.value).toBe(false);
  app.unmount();
  vi.unstubAllGlobals();
});

it('follows a value while it can be seen, and has the newest again when it is seen again', async () => {
  const scope = effectScope();
  const [shown, step] = [ref(false), ref(1)];
  let workedOut = 0;
  const seen = scope.run(() => useWhileShown(shown, () => (workedOut++, step.value)))!;
  expect(seen.value).toBe(1);
  shown.value = true;
  await nextTick();
  step.value = 2;
  await nextTick();
  expect(seen.value).toBe(2);
  shown.value = false;
  await nextTick();
  const before = workedOut;
  step.value = 3;
  await nextTick();
  expect([seen.value, workedOut]).toEqual([2, before]);
  shown.value = true;
  await nextTick();
  expect(seen.value).toBe(3);
  scope.stop();
});
