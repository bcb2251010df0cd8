import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { registerCommands } from '../../../../renderer/commands/commands.ts';
import { usePaneKeys } from '../../../../renderer/commands/usePaneKeys.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

let can = false;
const run = vi.fn();
registerCommands([{ id: 'player.bookmark', title: 'Player: Bookmark This Step', pane: 'player', paneKeys: ['B'], needs: { what: 'a step', met: () => can }, run }]);

/** Answers whether the key was taken. */
function press(key: string, repeat = false): boolean {
  const preventDefault = vi.fn();
  usePaneKeys('player')({ key, code: `Key${key.toUpperCase()}`, repeat, target: { matches: () => false }, preventDefault } as unknown as KeyboardEvent);
  return preventDefault.mock.calls.length > 0;
}
const said = (): string[] => useNotices().notices.map(({ message }) => message);

beforeEach(() => {
  setActivePinia(createPinia());
  run.mockClear();
});

describe('a key of a pane', () => {
  it('does what its command does', () => {
    can = true;
    expect([press('b'), press('x')]).toEqual([true, false]);
    expect(run).toHaveBeenCalledOnce();
    expect(said()).toEqual([]);
  });

  it('says what the command needs where it would do nothing, but not when it is held', () => {
    can = false;
    expect(press('b', true)).toBe(true);
    expect(said()).toEqual([]);
    press('b');
    expect(said()).toEqual(['Bookmark This Step needs a step.']);
    expect(run).not.toHaveBeenCalled();
  });
});
