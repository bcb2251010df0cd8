/** The states that are seen of a schedule: the one where one is and the one a step before, fetched from the player as one goes. */
import { shallowRef } from 'vue';
import type { PlayedState } from '../../shared/replay/state.ts';
import { call } from '../ipc/client.ts';
import { useNotices } from '../stores/notices.ts';
import { KeptStates } from './keptStates.ts';

interface Played {
  /** Null: there is none to ask. */
  player(): number | null;
  /** Steps taken, and steps that there are. */
  step(): number;
  last(): number;
  /** Names the schedule: another one has other states. */
  schedule(): string;
}

export function shownStates({ player, step: at, last, schedule }: Played) {
  /** After the steps taken, and one before; null: not known yet. */
  const state = shallowRef<PlayedState | null>(null);
  const previous = shallowRef<PlayedState | null>(null);
  const states = new KeptStates((step) => call('player.at', { player: player()!, step }));
  let looking: Promise<void> | null = null;

  /** What is there already is drawn with the step itself, not a frame later. */
  function show(): void {
    const [now, before] = [states.known(at()), at() > 0 ? states.known(at() - 1) : null];
    if (now && (before || at() === 0)) [state.value, previous.value] = [now, before];
    void look();
  }

  /** Until what is to be seen is there. */
  function look(): Promise<void> {
    return (looking ??= fetchStates().finally(() => (looking = null)));
  }

  /** Fetches what is to be seen, until nothing newer is asked for. */
  async function fetchStates(): Promise<void> {
    while (player() !== null) {
      const [of, step] = [schedule(), at()];
      const newest = (): boolean => of === schedule();
      try {
        const [now, before] = await Promise.all([states.at(step), step > 0 ? states.at(step - 1) : null]);
        if (newest()) [state.value, previous.value] = [now, before];
        useNotices().settle('state');
      } catch (error) {
        if (newest()) {
          useNotices().fail(error, undefined, 'state');
          break;
        }
      }
      if (newest() && step === at()) {
        states.expectAround(step, last());
        break;
      }
    }
  }

  /** Of another program there is nothing to be seen yet. */
  function clear(): void {
    [state.value, previous.value] = [null, null];
    states.forgetFrom(0);
  }

  return { state, previous, show, look, clear, forgetFrom: (step: number) => states.forgetFrom(step) };
}
