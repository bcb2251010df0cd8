/** What each of the player's calls does. */
import type { Handlers } from '../ipc/answer.ts';
import type { Players } from './players.ts';

export function playerHandlers(players: Players): Pick<Handlers, Extract<keyof Handlers, `player.${string}`>> {
  return {
    'player.open': (opening) => players.open(opening),
    'player.opening': () => players.opening(),
    'player.giveUp': () => players.abandon(),
    'player.at': ({ player, step }) => players.call(player, 'at', step),
    'player.take': ({ player, step, action }) => players.call(player, 'take', step, action),
    'player.finish': ({ player, step }) => players.call(player, 'finish', step),
    'player.undo': ({ player, step }) => players.call(player, 'undo', step),
    'player.redo': ({ player, step }) => players.call(player, 'redo', step),
    'player.reset': ({ player, step }) => players.call(player, 'reset', step),
    'player.ahead': ({ player, step, within }) => players.call(player, 'ahead', step, within),
    'player.explore': ({ player, step, timeMs, liveness }) => players.call(player, 'explore', step, timeMs, liveness),
    'player.progress': ({ player }) => players.call(player, 'progress'),
    'player.cancel': ({ player }) => players.call(player, 'cancel'),
    'player.passing': ({ player }) => players.call(player, 'passing'),
    'player.takePassing': ({ player }) => players.call(player, 'takePassing'),
    'player.token': ({ player, step }) => players.call(player, 'token', step),
    'player.close': ({ player }) => players.close(player),
  };
}
