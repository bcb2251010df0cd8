import { createPinia, setActivePinia } from 'pinia';
import { nextTick } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LabError } from '../../../../shared/ipc/reply.ts';
import { useSettling } from '../../../../renderer/notices/useSettling.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { useSession } from '../../../../renderer/stores/session.ts';

beforeEach(() => {
  vi.stubGlobal('window', { faultline: {}, addEventListener() {} });
  setActivePinia(createPinia());
});
afterEach(() => vi.unstubAllGlobals());

it('that something has to be waited for is said until it is over', async () => {
  useSettling();
  const notices = useNotices();
  const session = useSession();
  session.status = 'running';
  await nextTick();
  notices.fail(new LabError('busy', 'A session runs.'), undefined, 'command x');
  notices.fail(new Error('something else'));
  session.status = 'stopping';
  await nextTick();
  expect(notices.notices.map(({ message }) => message)).toEqual(['A session runs.', 'something else']);
  session.status = 'ended';
  await nextTick();
  expect(notices.notices.map(({ message }) => message)).toEqual(['something else']);
});
