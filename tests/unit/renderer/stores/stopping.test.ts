import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { useDocuments } from '../../../../renderer/stores/documents.ts';
import { useMutants } from '../../../../renderer/stores/mutants.ts';
import { useVariants } from '../../../../renderer/stores/variants.ts';

/** A job that goes on until it is stopped. */
let stopped: boolean;
beforeEach(() => {
  stopped = false;
  const call = (name: string): Promise<unknown> => {
    if (name.endsWith('.stop')) stopped = true;
    const value = name.endsWith('.start') ? { job: 1 } : name.endsWith('.poll') ? { notes: [], end: stopped ? { failure: null } : null } : undefined;
    return Promise.resolve({ ok: true, value });
  };
  vi.stubGlobal('window', { faultline: { call }, addEventListener() {} });
  setActivePinia(createPinia());
});

it.each([['mutants', useMutants], ['variants', useVariants]] as const)('%s end that were told to before they had begun', async (_name, useStore) => {
  useDocuments().create();
  const store = useStore();
  const end = store.start();
  await store.stop();
  expect(store.status).toBe('stopping');
  await end;
  expect(store.live).toBe(false);
});
