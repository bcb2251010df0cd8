/** What actions may meet at (runtime/sleep.ts): each word of a state as one of a few hundred bits, in vectors of 128. */
import { WORD } from '../layout.ts';
import { CHUNK, RECORD, type StepLayout } from './layout.ts';

export interface Meets {
  /** For each word of the state, the number of its bit. */
  bits: Uint32Array;
  /** Bytes of two sets of bits: of what is touched, and of what is changed. */
  bytes: number;
}

const VECTOR = 128;
/** With one, an action in ten fewer is known to be independent of others on kernel code; with as many as there are words, one in twenty more. */
const MOST_VECTORS = 4;
/** Bits of a thread's part: its rounds and what it waits for, which others look at, and all the rest. */
const OWN = 3;

/** `parts`: as in parts.ts. What is shared has the bits that the threads' parts leave, as many words to each as there must be. */
export function meetsOf({ size, threads }: StepLayout, parts: readonly (readonly number[])[]): Meets {
  const bits = new Uint32Array(size / WORD);
  const own = parts.slice(0, -3);
  const shared = parts.slice(-3).flat();
  const first = own.length * OWN;
  const perChunk = CHUNK / WORD;
  const all = Math.min(Math.ceil((first + shared.length * perChunk) / VECTOR), MOST_VECTORS) * VECTOR;
  own.forEach((part, p) => part.forEach((chunk) => bits.fill(p * OWN, chunk * perChunk, (chunk + 1) * perChunk)));
  for (const { record } of threads) {
    bits[(record + RECORD.left) / WORD]! += 1;
    bits[(record + RECORD.wait) / WORD]! += 2;
  }
  shared.forEach((chunk, i) => {
    for (let word = 0; word < perChunk; word++) bits[chunk * perChunk + word] = first + ((i * perChunk + word) % (all - first));
  });
  return { bits, bytes: (2 * all) / 8 };
}
