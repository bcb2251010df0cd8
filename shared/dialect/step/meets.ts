/** What actions may meet at (runtime/sleep.ts): each word of a state as one of a few hundred bits, in vectors of 128. */
import { WORD } from '../layout.ts';
import { NULL_BYTES, RECORD, type StepLayout } from './layout.ts';

export interface Meets {
  /** For each word of the state, the number of its bit. */
  bits: Uint32Array;
  /** Bytes of two sets of bits: of what is touched, and of what is changed. */
  bytes: number;
}

const VECTOR = 128;
/** With one, an action in ten fewer is known to be independent of others on kernel code; with as many as there are words, one in twenty more. */
const MOST_VECTORS = 64;
/** Bits of a thread's part: its rounds and what it waits for, which others look at, and all the rest. */
const OWN = 3;

/** `parts`: as in parts.ts. What is shared has the bits that the threads' parts leave, as many words to each as there must be. */
export function meetsOf({ size, threads, recordBytes }: StepLayout): Meets {
  const bits = new Uint32Array(size / WORD);
  const queues = NULL_BYTES / WORD;
  const first = queues + threads.length * OWN;
  const rest = new Set(bits.keys());
  for (let word = 0; word < queues; word++) {
    bits[word] = word;
    rest.delete(word);
  }
  threads.forEach(({ record }, t) => {
    const bit = queues + t * OWN;
    bits.fill(bit, record / WORD, (record + recordBytes) / WORD);
    for (let word = record / WORD; word < (record + recordBytes) / WORD; word++) rest.delete(word);
    bits[(record + RECORD.left) / WORD]! += 1;
    bits[(record + RECORD.wait) / WORD]! += 2;
  });
  const all = Math.min(Math.ceil((first + rest.size) / VECTOR), MOST_VECTORS) * VECTOR;
  [...rest].forEach((word, i) => {
    bits[word] = first + (i % (all - first));
  });
  return { bits, bytes: (2 * all) / 8 };
}
