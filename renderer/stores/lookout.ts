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
      const found = await player.ask(() => call('player.ahead', { ...player.here(), within: within.value }));
      if (mine === turn) ahead.value = found;
    } finally {
      end(mine);
    }
  }

  async function explore(bounds: { timeMs: number; liveness: boolean }): Promise<void> {
    const mine = begin('explore');
    void follow(mine);
    try {
      const found = await player.ask(() => call('player.explore', { ...player.here(), ...bounds }));
      if (!found || mine !== turn) return;
      const { change, outcome, reason, states, shortest } = found;
      end(mine);
      const seen = `${states.toLocaleString('en')} states`;
      if (change) {
        player.apply(change);
        const more = change.common + change.steps.length - player.at;
        const what = change.cycle === null ? `A violation ${more === 1 ? '1 step' : `${more} steps`} from here` : `From step ${change.cycle + 1} on it can go round for ever`;
        said.value = `${what}${shortest ? '; no schedule to one is shorter' : ''}. It is what follows now.`;
      } else if (outcome === 'unknown') said.value = `Not known: ${reason ?? 'it was stopped'} (${seen}).`;
      else said.value = bounds.liveness ? `Nothing can go wrong from here: all ${seen} that can follow were looked at.` : `No step that can follow violates anything: all ${seen} were looked at. For rounds that go on for ever, switch on Starvation in Limits.`;
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
