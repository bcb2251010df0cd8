/** The ways along a schedule that is played, each with its keys. */
import type { Row } from '../../shared/explore/counterexample.ts';

type Rows = readonly Pick<Row, 'switched'>[];

export interface Move {
  id: string;
  title: string;
  /** Pressed anywhere; and in the pane. */
  keys?: readonly string[];
  paneKeys: readonly string[];
  by: 1 | -1;
  /** Steps taken then; outside the schedule: its nearest end. */
  to(at: number, rows: Rows): number;
}

export const moves: readonly Move[] = [
  { id: 'step', title: 'Step', keys: ['F10'], paneKeys: ['ArrowRight', 'ArrowDown'], by: 1, to: (at) => at + 1 },
  { id: 'back', title: 'Step Back', keys: ['Shift+F10'], paneKeys: ['ArrowLeft', 'ArrowUp'], by: -1, to: (at) => at - 1 },
  { id: 'nextSwitch', title: 'Next Step after a Switch', paneKeys: ['.'], by: 1, to: switchAfter },
  { id: 'previousSwitch', title: 'Previous Step after a Switch', paneKeys: [','], by: -1, to: switchBefore },
  { id: 'tenOn', title: 'Ten Steps On', paneKeys: ['PageDown'], by: 1, to: (at) => at + 10 },
  { id: 'tenBack', title: 'Ten Steps Back', paneKeys: ['PageUp'], by: -1, to: (at) => at - 10 },
  { id: 'first', title: 'To the Start', paneKeys: ['Home'], by: -1, to: () => 0 },
  { id: 'last', title: 'To the End', paneKeys: ['End'], by: 1, to: (_, rows) => rows.length },
];

/** To the first step of the thread that goes on next. */
function switchAfter(at: number, rows: Rows): number {
  const index = rows.findIndex((row, i) => i >= at && row.switched);
  return index < 0 ? rows.length : index + 1;
}

function switchBefore(at: number, rows: Rows): number {
  const index = rows.findLastIndex((row, i) => i < at - 1 && row.switched);
  return index >= 0 ? index + 1 : at > 1 ? 1 : 0;
}
