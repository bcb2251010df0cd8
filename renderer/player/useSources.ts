/** Keeps the editor with the player: the line of the step taken last, and where each thread stands. */
import { onUnmounted, watch } from 'vue';
import type { PlayedState } from '../../shared/replay/state.ts';
import { markedLine, threadLines, type ThreadLine } from '../editor/marked.ts';
import { usePlaces } from '../editor/usePlaces.ts';
import { useStepSource } from '../explore/useStepSource.ts';
import { useDocuments } from '../stores/documents.ts';
import { usePlayer } from '../stores/player.ts';
import { cameLate } from './cameLate.ts';

/** What the editor was taken to last: a pane that is made anew, in another place, does not take it there once more. */
let taken: PlayedState | null = null;

export function useSources(): void {
  const player = usePlayer();
  const documents = useDocuments();
  const { showPlace } = useStepSource(() => player.subject);
  const places = usePlaces(() => player.subject);
  let frame = 0;
  /** The person has turned to something else since the step was taken. */
  let turned = false;

  function follow(): void {
    const { state, steps } = player;
    threadLines.value = (state?.threads ?? []).flatMap(({ thread, status, site }): ThreadLine[] => {
      const at = state!.sites[site] && places.line(state!.sites[site]);
      return at ? [{ ...at, name: player.program?.threads[thread]?.name ?? '', ran: steps[state!.step - 1]?.thread === thread, ready: status === 'ready' }] : [];
    });
    const { place = null } = player.row ?? {};
    if (cameLate.value?.version !== player.version || cameLate.value.at !== player.at) cameLate.value = null;
    if (turned || cameLate.value || state === taken) markedLine.value = place && places.line(place);
    else if (state) {
      taken = state;
      showPlace(place, false);
    }
  }

  // The player itself is drawn first: another file in the editor takes longer than all of it, and who holds a key down needs but the last.
  watch(
    [() => player.state, () => player.subject?.documentId, () => documents.known.get(player.subject?.documentId ?? '')?.text],
    ([state], [before]) => {
      cancelAnimationFrame(frame);
      if (state !== before) turned = false;
      frame = requestAnimationFrame(() => (frame = requestAnimationFrame(follow)));
    },
    { immediate: true },
  );
  watch(() => documents.activeId, (id) => (turned = id !== player.subject?.documentId));
  onUnmounted(() => {
    cancelAnimationFrame(frame);
    threadLines.value = [];
    markedLine.value = null;
  });
}
