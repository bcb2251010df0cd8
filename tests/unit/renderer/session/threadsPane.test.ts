import { createPinia } from 'pinia';
import { afterEach, expect, it, vi } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import ThreadsPane from '../../../../renderer/session/ThreadsPane.vue';
import { useSession } from '../../../../renderer/stores/session.ts';
import { meta, sample } from '../../recording/sample.ts';

afterEach(() => vi.unstubAllGlobals());

it('says where a thread waits, and apart from that how long', async () => {
  vi.stubGlobal('window', { faultline: { call() {}, listen() {} } });
  const app = createSSRApp(ThreadsPane).use(createPinia());
  const session = useSession();
  session.meta = meta.session;
  const polling = { status: 'polling' as const, iterations: 3, waitSite: -1, waitAddress: 0, waitedMs: 140, dropped: 0 };
  session.sample = { ...sample(0), threads: [{ ...polling, waitSite: 0, status: 'sleeping' }, polling] };
  const told = (await renderToString(app)).replaceAll(/<[^>]*>/g, '');
  expect(told).toContain('k.ts:1 0.1 s');
  expect(told).toContain('the tracer 0.1 s');
});
