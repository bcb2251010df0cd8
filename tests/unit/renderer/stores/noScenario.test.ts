import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { useSettling } from '../../../../renderer/notices/useSettling.ts';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useMutants } from '../../../../renderer/stores/mutants.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { useVariants } from '../../../../renderer/stores/variants.ts';

beforeEach(() => {
  vi.stubGlobal('window', { faultline: {}, addEventListener() {} });
  setActivePinia(createPinia());
});

it.each([['mutants', useMutants], ['variants', useVariants]] as const)('with no scenario in front, %s lead to the library, until one is', async (_name, useStore) => {
  useSettling();
  await useStore().start();
  expect(useNotices().notices).toMatchObject([{ kind: 'error', command: { id: 'view.library' } }]);
  useDocuments().create();
  await nextTick();
  expect(useNotices().notices).toEqual([]);
});
