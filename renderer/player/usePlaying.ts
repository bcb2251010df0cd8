/** Plays by itself, so many steps a second, until the end or until somebody stops it. */
import { onUnmounted, ref, watch } from 'vue';
import { usePlayer } from '../stores/player.ts';
import { usualSpeed } from './speeds.ts';

/** Steps a second. */
export const speed = ref<number>(usualSpeed);

export function usePlaying(): void {
  const player = usePlayer();
  let timer = 0;

  function tick(): void {
    player.go(player.at + 1);
    if (player.atEnd) player.playing = false;
  }

  watch(
    () => [player.playing, speed.value] as const,
    ([playing, rate]) => {
      clearInterval(timer);
      if (playing) timer = window.setInterval(tick, 1000 / rate);
    },
    { immediate: true },
  );
  onUnmounted(() => {
    clearInterval(timer);
    player.playing = false;
  });
}

/** From its end it begins again. */
export function togglePlaying(player: ReturnType<typeof usePlayer>): void {
  if (!player.playing && player.atEnd) player.go(0);
  player.playing = !player.playing && player.steps.length > 0;
}
