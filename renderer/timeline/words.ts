/** What the timeline says to who listens, and of what a key has done. */
import { formatNs } from '../format.ts';
import type { SliceDetails } from './model/details.ts';
import type { TimeRange } from './view/rangeSummary.ts';
import { formatTime } from './view/ticks.ts';

export function sliceWord(slice: SliceDetails): string {
  const duration = slice.kind === 'instant' ? '' : slice.end === null ? ', not ended' : `, ${formatNs(slice.end - slice.start)}`;
  return `${slice.name} in ${slice.thread.name}${duration}${slice.arguments.map(({ name, value }) => `, ${name} ${value}`).join('')}`;
}

export const focusWord = (thing: 'slice' | 'range', done: 'centred' | 'fitted'): string =>
  done === 'centred' ? `The ${thing} is centred: F again fits it.` : `The ${thing} fills the view.`;

export const pinWord = (lane: string, isPinned: boolean): string => (isPinned ? `${lane} is kept on top.` : `${lane} is no longer kept on top.`);

export const hideWord = (lane: string): string => `${lane} is hidden: Shift+H shows it again.`;

export const showWord = (count: number): string => `${count === 1 ? 'The hidden lane is' : `${count} hidden lanes are`} shown again.`;

export const moveWord = (lane: string, by: 1 | -1, hasMoved: boolean): string =>
  hasMoved ? `${lane} is one lane ${by < 0 ? 'higher' : 'lower'}.` : `${lane} is the ${by < 0 ? 'first' : 'last'} it can be.`;

export const rangeWord = ({ start, end }: TimeRange): string => `From A to B ${formatNs(end - start)} are marked.`;

export const markerWord = (label: string, time: number): string => `Marker ${label} is at ${formatTime(time, 1)}.`;

/** `what`: the title of what was asked for. */
export const needWord = (what: string, needs: string): string => `${what} needs ${needs}.`;

/** Of a program without a tracepoint. */
export const untracedWords = "The program has no tracepoint, so its lanes stay empty. From `tracepoint('work:begin')` to `tracepoint('work:end')` a lane shows a slice.";
