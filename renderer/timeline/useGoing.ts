/** Goes to what was chosen or found, in time and among the lanes. */
import { nextTick } from 'vue';
import type { WholeRecording } from '../recordings/wholeRecording.ts';
import { axisHeight } from './draw/textLayer.ts';
import type { Choice } from './useChoice.ts';
import type { Lanes } from './useLanes.ts';
import type { Look } from './useLook.ts';
import { endOf } from './view/viewport.ts';

/** CSS pixels beside a row that one scrolled to. */
const margin = 8;

export interface Ground {
  look: Look;
  choice: Choice;
  layout: Lanes['layout'];
  whole(): WholeRecording | null;
  scroller(): HTMLElement | null;
}

export function useGoing({ look, choice, layout, whole, scroller }: Ground) {
  function chosenRow() {
    const row = choice.place.value?.row;
    return row && layout.value.lanes.flatMap((lane) => lane.rows).find((placed) => placed.row === row);
  }

  function scrollToChosen(): void {
    const row = chosenRow();
    const box = scroller();
    if (!row || !box) return;
    const below = row.top + row.height - box.clientHeight + axisHeight;
    if (row.top < box.scrollTop) box.scrollTop = row.top - margin;
    else if (below > box.scrollTop) box.scrollTop = below + margin;
  }

  /** Chooses something else, and goes there. */
  function stepped(step: () => void): void {
    step();
    if (choice.target.value) look.reveal(choice.target.value);
    // The strip that tells of what is chosen takes some of the room.
    void nextTick(scrollToChosen);
  }

  /** Shows this time, and around it so little that single slices can be seen. */
  function approach(time: number): void {
    const seen = { start: look.view.value.start, end: endOf(look.view.value) };
    const span = seen.end - seen.start;
    const fitting = whole()?.spanAround(time, seen) ?? span;
    if (fitting < span) look.show(Math.max(0, time - fitting / 2), time + fitting / 2);
    else look.reveal({ start: time, end: time });
  }

  return { chosenRow, stepped, approach };
}
