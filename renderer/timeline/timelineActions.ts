/** All that a timeline can be told to do, each with its keys: what is pressed on the lanes, and what the window's palette lists. */
import { keyOf, type KeyPress } from '../commands/keys.ts';

/** What they are done with. */
export interface TimelineHands {
  /** Share of the width, to the right. */
  pan(share: number): void;
  /** Factor of the time seen: below 1 zooms in. */
  zoom(factor: number): void;
  fitSelection(): void;
  step(direction: 1 | -1): void;
  stepRow(direction: 1 | -1): void;
  clear(): void;
  /** Sets a marker. */
  mark(): void;
  /** Marks the range between the markers. */
  markRange(): void;
  search(): void;
  openSource(): void;
  fitAll(): void;
  follow(): void;
  /** Of the lane that the chosen slice is in. */
  pinLane(): void;
  hideLane(): void;
  moveLane(by: 1 | -1): void;
  showLanes(): void;
  /** Whether there is such a thing now. */
  has(thing: Thing): boolean;
  /** Says that what was asked for needs this. */
  lack(what: string, thing: Thing): void;
}

/** What some of them need, in words. */
export type Thing = 'a chosen slice' | 'a chosen slice or range' | 'something chosen, or a marker' | 'markers A and B' | 'a hidden lane';

export interface TimelineAction {
  id: string;
  title: string;
  keys: readonly string[];
  needs?: Thing;
  run(hands: TimelineHands): void;
}

const panShare = 0.1;
const zoomFactor = 1.3;
const slice = 'a chosen slice';

export const timelineActions: readonly TimelineAction[] = [
  { id: 'follow', title: 'Follow, or Show the Latest', keys: ['End'], run: (hands) => hands.follow() },
  { id: 'fitAll', title: 'Fit All', keys: ['Home'], run: (hands) => hands.fitAll() },
  { id: 'fitSelection', title: 'Centre the Selection, Then Fit It', keys: ['F'], needs: 'a chosen slice or range', run: (hands) => hands.fitSelection() },
  { id: 'zoomIn', title: 'Zoom In', keys: ['W'], run: (hands) => hands.zoom(1 / zoomFactor) },
  { id: 'zoomOut', title: 'Zoom Out', keys: ['S'], run: (hands) => hands.zoom(zoomFactor) },
  { id: 'panLeft', title: 'Pan Left', keys: ['A', 'ArrowLeft'], run: (hands) => hands.pan(-panShare) },
  { id: 'panRight', title: 'Pan Right', keys: ['D', 'ArrowRight'], run: (hands) => hands.pan(panShare) },
  { id: 'next', title: 'Next Slice', keys: ['.'], run: (hands) => hands.step(1) },
  { id: 'previous', title: 'Previous Slice', keys: [','], run: (hands) => hands.step(-1) },
  { id: 'below', title: 'Slice of the Row Below', keys: ['ArrowDown'], needs: slice, run: (hands) => hands.stepRow(1) },
  { id: 'above', title: 'Slice of the Row Above', keys: ['ArrowUp'], needs: slice, run: (hands) => hands.stepRow(-1) },
  { id: 'source', title: 'Source of the Selection', keys: ['Enter'], needs: slice, run: (hands) => hands.openSource() },
  { id: 'find', title: 'Find', keys: ['/'], run: (hands) => hands.search() },
  { id: 'mark', title: 'Set Marker A, Then B', keys: ['M'], run: (hands) => hands.mark() },
  { id: 'markRange', title: 'Mark the Range between A and B', keys: ['R'], needs: 'markers A and B', run: (hands) => hands.markRange() },
  { id: 'clear', title: 'Clear the Selection, Then the Markers', keys: ['Escape'], needs: 'something chosen, or a marker', run: (hands) => hands.clear() },
  { id: 'pinLane', title: 'Keep the Selection’s Lane on Top, or Not', keys: ['P'], needs: slice, run: (hands) => hands.pinLane() },
  { id: 'hideLane', title: 'Hide the Selection’s Lane', keys: ['H'], needs: slice, run: (hands) => hands.hideLane() },
  { id: 'laneUp', title: 'Move the Selection’s Lane Up', keys: ['Shift+ArrowUp'], needs: slice, run: (hands) => hands.moveLane(-1) },
  { id: 'laneDown', title: 'Move the Selection’s Lane Down', keys: ['Shift+ArrowDown'], needs: slice, run: (hands) => hands.moveLane(1) },
  { id: 'showLanes', title: 'Show the Hidden Lanes', keys: ['Shift+H'], needs: 'a hidden lane', run: (hands) => hands.showLanes() },
];

/** Nobody else has these keys where the lanes have the focus. */
const isLetter = (key: string): boolean => /^(Shift\+)?[A-Z]$/.test(key);

/** Does what the key asks for; false when it asks for nothing here now, so that others may have it. A letter that lacks something says so. */
export function handleKey(event: KeyPress, hands: TimelineHands): boolean {
  const key = keyOf(event);
  const action = timelineActions.find(({ keys }) => key !== null && keys.includes(key));
  if (!action) return false;
  const { title, needs, run } = action;
  if (needs && !hands.has(needs)) {
    if (!isLetter(key!)) return false;
    hands.lack(title, needs);
  } else run(hands);
  return true;
}
