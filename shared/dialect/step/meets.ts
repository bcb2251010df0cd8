/** What actions may meet at (runtime/sleep.ts), as bits, in vectors of 128: those who sleep somewhere, the threads' records, each other word of a state. */
import { WORD } from '../layout.ts';
import { RECORD, type StepLayout } from './layout.ts';

export interface Meets {
  /** For each word of the state, the number of its bit. */
  bits: Uint32Array;
  /** Bytes of two sets of bits: of what is touched, and of what is changed. */
  bytes: number;
}

const VECTOR = 128;
/** In larger states words share bits: then actions are said to meet that do not. */
const MOST_VECTORS = 64;
/** As many numbers as $x_queue (runtime/access.ts) has. */
const QUEUES = 64;
/** Bits of a thread's record: its rounds and what it waits for, which others look at, and all the rest. */
const OWN = 3;

export function meetsOf({ size, threads, recordBytes }: StepLayout): Meets {
  const bits = new Uint32Array(size / WORD);
  const rest = new Set(bits.keys());
  threads.forEach(({ record }, t) => {
    const bit = QUEUES + t * OWN;
    for (let at = record; at < record + recordBytes; at += WORD) {
      bits[at / WORD] = bit + (at === record + RECORD.left ? 1 : at === record + RECORD.wait ? 2 : 0);
      rest.delete(at / WORD);
    }
  });
  const first = QUEUES + threads.length * OWN;
  const all = Math.min(Math.ceil((first + rest.size) / VECTOR), MOST_VECTORS) * VECTOR;
  [...rest].forEach((word, i) => (bits[word] = first + (i % (all - first))));
  return { bits, bytes: (2 * all) / 8 };
}
