/** What is found out about a whole recording bit by bit, while it is gone through: as far as it is known, and whether it goes on. */
import { onScopeDispose, ref, shallowRef } from 'vue';

/** Who marks a range is waited for, ms. */
const SETTLED_MS = 250;

/** `ask` begins one: each call of what it answers goes on for a while, and tells what is known by then; null: it was stopped elsewhere. */
export function useGoneThrough<T extends { share: number }>(ask: () => (() => Promise<T | null>) | null) {
  const told = shallowRef<T | null>(null);
  /** The recording is gone through. */
  const going = ref(false);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function goOn(): Promise<void> {
    const [more, mine] = [ask(), ++turn];
    if (!more) return;
    going.value = true;
    for (let share = 0; share < 1; ) {
      const next = await more();
      if (mine !== turn) return;
      if (!next) break;
      [told.value, share] = [next, next.share];
    }
    going.value = false;
  }

  function stop(): void {
    clearTimeout(timer);
    turn++;
    going.value = false;
  }

  /** Goes on when nothing has been asked for a while; at once where something is known already. */
  function soon(): void {
    timer = setTimeout(() => void goOn(), told.value ? 0 : SETTLED_MS);
  }

  onScopeDispose(stop);
  return { told, going, goOn, stop, soon };
}
