import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { useMutants } from '../../../../renderer/stores/mutants.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { useVariants } from '../../../../renderer/stores/variants.ts';

beforeEach(() => {
  vi.stubGlobal('window', { faultline: {}, addEventListener() {} });
  setActivePinia(createPinia());
});

it.each([['mutants', useMutants], ['variants', useVariants]] as const)('with no scenario in front, %s lead to the library', async (about, useStore) => {
  await useStore().start();
  expect(useNotices().notices).toMatchObject([{ kind: 'error', command: { id: 'view.library' }, about }]);
});
