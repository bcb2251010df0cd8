import { afterEach, expect, it, vi } from 'vitest';
import { sized } from '../../../renderer/sized.ts';

afterEach(() => vi.unstubAllGlobals());

it('waits until the page has a size, as nothing can be arranged before', async () => {
  let told = (): void => {};
  const disconnect = vi.fn();
  vi.stubGlobal('ResizeObserver', class {
    disconnect = disconnect;
    constructor(callback: () => void) {
      told = callback;
    }
    observe(): void {}
  });
  const root = { clientWidth: 0 };
  const done = vi.fn();
  const waiting = sized(root as Element).then(done);
  told();
  await Promise.resolve();
  expect([done.mock.calls.length, disconnect.mock.calls.length]).toEqual([0, 0]);
  root.clientWidth = 1440;
  told();
  await waiting;
  expect([done.mock.calls.length, disconnect.mock.calls.length]).toEqual([1, 1]);
});
