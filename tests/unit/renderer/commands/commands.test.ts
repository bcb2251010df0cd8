import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { registerCommands, runCommand } from '../../../../renderer/commands/commands.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

beforeEach(() => setActivePinia(createPinia()));
const said = (): string[] => useNotices().notices.map(({ message }) => message);

it('what went wrong in a command is said until it is run again', async () => {
  const save = vi.fn(async () => {});
  registerCommands([{ id: 'save', title: 'Save', run: save }, { id: 'open', title: 'Open', run() { throw new Error('no such file'); } }]);
  save.mockRejectedValueOnce(new Error('the disk is full'));
  runCommand('save');
  runCommand('open');
  await vi.waitFor(() => expect(said()).toEqual(['no such file', 'the disk is full']));
  runCommand('save');
  await save.mock.results.at(-1)!.value;
  expect(said()).toEqual(['no such file']);
});
