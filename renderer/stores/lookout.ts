/** What the player's search found out about where one is: what each way to go on leads to, and the search from here. */
import { defineStore } from 'pinia';
import { ref, shallowRef, watch } from 'vue';
import type { Figures } from '../../shared/explore/verdict.ts';
import type { Ahead } from '../../shared/replay/player.ts';
import { call } from '../ipc/client.ts';
import { usePlayer } from './player.ts';

const pollMs = 200;

export const useLookout = defineStore('lookout', () => {
  const player = usePlayer();
  /** Of the state that is looked at; null: not asked for. */
  const ahead = shallowRef<readonly Ahead[] | null>(null);
  const within = ref(20);
  /** What is under way. */
  const busy = ref<'ahead' | 'explore' | null>(null);
  const figures = shallowRef<Figures | null>(null);
  /** What the last search from here came to, in words. */
  const said = ref('');
  let turn = 0;

  watch([() => player.at, () => player.version, () => player.status], () => {
    if (busy.value !== null) void cancel();
    ahead.value = null;
    said.value = '';
  }, { flush: 'sync' });

  async function look(): Promise<void> {
    const mine = begin('ahead');
    try {
      const found = await call('player.ahead', { ...player.here(), within: within.value });
      if (mine === turn) ahead.value = found;
    } finally {
      end(mine);
    }
  }

  async function explore(timeMs: number): Promise<void> {
    const mine = begin('explore');
    void follow(mine);
    try {
      const { change, outcome, reason, states, shortest } = await call('player.explore', { ...player.here(), timeMs });
      if (mine !== turn) return;
      end(mine);
      const seen = `${states.toLocaleString('en')} states`;
      if (change) {
        player.apply(change);
        const more = change.common + change.steps.length - player.at;
        said.value = `A violation ${more === 1 ? '1 step' : `${more} steps`} from here${shortest ? '; no schedule to one is shorter' : ''}. It is what follows now.`;
      } else said.value = outcome === 'none' ? `Nothing can go wrong from here: all ${seen} that can follow were looked at.` : `Not known: ${reason ?? 'it was stopped'} (${seen}).`;
    } finally {
      end(mine);
    }
  }

  async function follow(mine: number): Promise<void> {
    const going = (): boolean => mine === turn && busy.value === 'explore';
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      if (!going()) return;
      const found = await call('player.progress', { player: player.here().player }).catch(() => null);
      if (going()) figures.value = found;
    }
  }

  /** The search tells what it came to. */
  async function cancel(): Promise<void> {
    if (busy.value !== null) await call('player.cancel', { player: player.here().player }).catch(() => {});
  }

  function begin(what: 'ahead' | 'explore'): number {
    busy.value = what;
    said.value = '';
    figures.value = null;
    return ++turn;
  }

  function end(mine: number): void {
    if (mine === turn) [busy.value, figures.value] = [null, null];
  }

  return { ahead, within, busy, figures, said, look, explore, cancel };
});
