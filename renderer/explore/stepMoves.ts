/** The ways along the list of steps, each with its keys. */
import type { Row } from '../../shared/explore/counterexample.ts';

type Rows = readonly Pick<Row, 'switched'>[];

export interface StepMove {
  id: string;
  title: string;
  keys: readonly string[];
  /** The step to look at; one outside the list is its nearest. */
  to(at: number, rows: Rows): number;
}

export const stepMoves: readonly StepMove[] = [
  { id: 'next', title: 'Next Step', keys: ['ArrowDown'], to: (at) => at + 1 },
  { id: 'previous', title: 'Previous Step', keys: ['ArrowUp'], to: (at) => at - 1 },
  { id: 'nextSwitch', title: 'Next Step after a Switch', keys: ['.'], to: (at, rows) => nextSwitch(at, 1, rows) },
  { id: 'previousSwitch', title: 'Previous Step after a Switch', keys: [','], to: (at, rows) => nextSwitch(at, -1, rows) },
  { id: 'tenOn', title: 'Ten Steps On', keys: ['PageDown'], to: (at) => at + 10 },
  { id: 'tenBack', title: 'Ten Steps Back', keys: ['PageUp'], to: (at) => at - 10 },
  { id: 'first', title: 'First Step', keys: ['Home'], to: () => 0 },
  { id: 'last', title: 'Last Step', keys: ['End'], to: (_, rows) => rows.length - 1 },
];

/** The next step before which another thread went. */
function nextSwitch(at: number, by: 1 | -1, rows: Rows): number {
  let index = at + by;
  while (rows[index] && !rows[index]!.switched) index += by;
  return index;
}
