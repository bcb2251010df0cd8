/** What the timeline can be told to do, done with its parts. What cannot be missed on the screen speaks for itself; the rest is said. */
import { type Thing, type TimelineHands } from './timelineActions.ts';
import type { Choice } from './useChoice.ts';
import type { Lanes } from './useLanes.ts';
import type { Look } from './useLook.ts';
import type { Markers } from './useMarkers.ts';
import { hide, moved, showAll, togglePinned } from './view/arrangement.ts';
import { timeAt } from './view/viewport.ts';
import { focusWord, hideWord, markerWord, moveWord, needWord, pinWord, rangeWord, showWord } from './words.ts';

export interface Parts {
  look: Look;
  choice: Choice;
  markers: Markers;
  lanes: Lanes;
  /** Where the pointer is, CSS pixels from the left; undefined while it is elsewhere. */
  pointed(): number | undefined;
  /** Moves the choice, and the view to it. */
  stepped(step: () => void): void;
  /** Goes on with the newest, or shows it. */
  follow(): void;
  search(): void;
  openSource(): void;
  /** Where the time axis begins, ns. */
  zero(): number;
  say(text: string): void;
}

export function useHands({ look, choice, markers, lanes, pointed, stepped, follow, search, openSource, zero, say }: Parts): TimelineHands {
  const middle = (): number => timeAt(look.view.value, look.view.value.width / 2);
  const thread = (): { index: number; name: string } => choice.details.value!.thread;

  const things: Record<Thing, () => boolean> = {
    'a chosen slice': () => choice.details.value !== null,
    'a chosen slice or range': () => choice.target.value !== null,
    'something chosen, or a marker': () => choice.target.value !== null || markers.list.value.length > 0,
    'markers A and B': () => markers.range.value !== null,
    'a hidden lane': () => lanes.arrangement.value.hidden.length > 0,
  };

  function fitSelection(): void {
    if (!choice.target.value) return;
    const thing = choice.details.value ? 'slice' : 'range';
    say(focusWord(thing, look.focus(choice.target.value)));
  }

  /** A, then B: where the pointer is, or else where the chosen slice begins, or in the middle. */
  function mark(): void {
    const x = pointed();
    markers.set(x !== undefined ? timeAt(look.view.value, x) : (choice.details.value?.start ?? middle()));
    const { label, time } = markers.list.value.at(-1)!;
    say(markerWord(label, time - zero()));
  }

  function markRange(): void {
    choice.range.value = markers.range.value;
    if (choice.range.value) say(rangeWord(choice.range.value));
  }

  function pinLane(): void {
    const { index, name } = thread();
    lanes.arrange((from) => togglePinned(from, index));
    say(pinWord(name, lanes.arrangement.value.pinned.includes(index)));
  }

  function hideLane(): void {
    const { index, name } = thread();
    lanes.arrange((from) => hide(from, index));
    say(hideWord(name));
  }

  function moveLane(by: 1 | -1): void {
    const { index, name } = thread();
    const before = lanes.arrangement.value;
    lanes.arrange((from, all) => moved(from, all, index, by));
    say(moveWord(name, by, lanes.arrangement.value !== before));
  }

  function showLanes(): void {
    const { length } = lanes.arrangement.value.hidden;
    lanes.arrange(showAll);
    if (length > 0) say(showWord(length));
  }

  function fitAll(): void {
    look.fitAll();
    say('The whole session is shown.');
  }

  function clear(): void {
    const chosen = choice.target.value !== null;
    if (chosen) choice.clear();
    else markers.clear();
    say(chosen ? 'Nothing is chosen any more.' : 'The markers are gone.');
  }

  return {
    pan: (share) => look.pan(share * look.view.value.width),
    zoom: (factor) => look.zoom(factor, pointed() ?? look.view.value.width / 2),
    fitSelection,
    step: (direction) => stepped(() => choice.step(direction, middle())),
    stepRow: (direction) => stepped(() => choice.stepRow(direction)),
    clear,
    mark,
    markRange,
    search,
    openSource,
    fitAll,
    follow,
    pinLane,
    hideLane,
    moveLane,
    showLanes,
    has: (thing) => things[thing](),
    lack: (what, thing) => say(needWord(what, thing)),
  };
}
