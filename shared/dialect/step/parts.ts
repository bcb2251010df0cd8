/**
 * What of a state changes together, as the chunks of each part (shape.ts): the threads that rarely move, and the words that never do; each
 * thread of the scenario, with what is its own; what is shared, in halves; and what a weaker memory model needs.
 *
 * With a tree over the addresses as they come, nearly every state of two faults against two writers had a half of its own, and took 42 bytes;
 * with these parts a half is shared by many.
 */
import { CHUNK, type StepLayout, type StepThread, type Stretch } from './layout.ts';

export function partsOf(layout: StepLayout): number[][] {
  const { threads, recordBytes, weak, size } = layout;
  const chunksOf = ({ record, own }: StepThread): number[] => [...chunks({ from: record, bytes: recordBytes }), ...chunks(own)];
  const moving = threads.filter((t) => t.kind === 'thread');
  const others = threads.filter((t) => t.kind !== 'thread');
  const records = threads[0]!.record;
  const recordsEnd = threads.at(-1)!.record + recordBytes;
  const shared = sharedFrom(layout);
  const middle = shared + Math.ceil((weak - shared) / CHUNK / 2) * CHUNK;
  return [
    // Where the records take less than the largest struct does at NULL, words that nobody has lie behind them: they are of the state, too.
    [...chunks({ from: 0, bytes: records }), ...chunks({ from: recordsEnd, bytes: threads[0]!.own.from - recordsEnd }), ...others.flatMap(chunksOf)],
    ...moving.map(chunksOf),
    chunks({ from: shared, bytes: middle - shared }),
    chunks({ from: middle, bytes: weak - middle }),
    chunks({ from: weak, bytes: size - weak }),
  ];
}

/** Where what is no thread's own begins. */
export function sharedFrom({ threads, recordBytes }: StepLayout): number {
  return Math.max(...threads.flatMap(({ record, own }) => [record + recordBytes, own.from + own.bytes]));
}

function chunks({ from, bytes }: Stretch): number[] {
  return Array.from({ length: bytes / CHUNK }, (_, i) => from / CHUNK + i);
}
