/** Where the player is, and how it goes on. */
import { computed, onBeforeUnmount, ref, watch } from 'vue';
import { usualSpeed } from '../player/speeds.ts';

export type Player = ReturnType<typeof usePlayer>;

/** `steps`: how many there are. `at`: steps taken. */
export function usePlayer(steps: () => number, threadOf: (step: number) => number) {
  const at = ref(0);
  const playing = ref(false);
  const speed = ref<number>(usualSpeed);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const atStart = computed(() => at.value === 0);
  const atEnd = computed(() => at.value >= steps());

  function go(to: number): void {
    at.value = Math.min(Math.max(0, to), steps());
  }

  /** To where another thread goes on. */
  function goToSwitch(direction: 1 | -1): void {
    let to = at.value + direction;
    while (to > 0 && to < steps() && threadOf(to) === threadOf(to - 1)) to += direction;
    go(to);
  }

  function toggle(): void {
    if (!playing.value && atEnd.value) go(0);
    playing.value = !playing.value;
  }

  function setSpeed(rate: number): void {
    speed.value = rate;
  }

  function plan(): void {
    clearTimeout(timer);
    if (!playing.value) return;
    timer = setTimeout(() => {
      go(at.value + 1);
      if (atEnd.value) playing.value = false;
      plan();
    }, 1000 / speed.value);
  }
  watch([playing, speed], plan);
  onBeforeUnmount(() => clearTimeout(timer));

  return { at, playing, speed, atStart, atEnd, go, goToSwitch, toggle, setSpeed };
}

/** What a key does; undefined: nothing. */
export function commandOf(key: string): ((player: Player, steps: number) => void) | undefined {
  switch (key) {
    case 'ArrowRight': case 'ArrowDown': return (player) => player.go(player.at.value + 1);
    case 'ArrowLeft': case 'ArrowUp': return (player) => player.go(player.at.value - 1);
    case '.': return (player) => player.goToSwitch(1);
    case ',': return (player) => player.goToSwitch(-1);
    case 'Home': return (player) => player.go(0);
    case 'End': return (player, steps) => player.go(steps);
    case ' ': return (player) => player.toggle();
    default: return undefined;
  }
}
