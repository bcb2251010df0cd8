import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { needText } from '../../../../renderer/commands/commands.ts';
import { playerCommands } from '../../../../renderer/player/playerCommands.ts';
import { usePlayer } from '../../../../renderer/stores/player.ts';

vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }));
vi.stubGlobal('window', { faultline: { call: vi.fn(), listen: vi.fn() } });
beforeEach(() => setActivePinia(createPinia()));

it('says what a step needs: a schedule, or one that has a step there', () => {
  const said = (id: string): string => needText(playerCommands().find((command) => command.id === id)!);
  expect(said('player.step')).toBe('Step needs a schedule in the player: play one first.');
  usePlayer().status = 'ready';
  expect(said('player.step')).toBe('Step needs a later step: the schedule ends here.');
  expect(said('player.back')).toBe('Step Back needs an earlier step: the schedule begins here.');
});
