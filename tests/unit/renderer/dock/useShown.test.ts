import { expect, it } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useWhileShown } from '../../../../renderer/dock/useShown.ts';

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
