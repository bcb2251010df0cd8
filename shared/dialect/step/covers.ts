/** Which references of a state's tree (shape.ts) stand for what is a thread's own, as runtime/memo.ts begins with them. */
import { CHUNK, type StepLayout } from './layout.ts';
import type { Shape } from './shape.ts';

export interface Covers {
  /** For each thread, and behind the last, where in `words` its own begin. */
  at: Uint32Array;
  /** Words of the tree, as few as stand for a thread's part and for nothing else. */
  words: Uint32Array;
  /** For each thread, six words: those of its own, and of what is shared; as many as there are not are a word in which nothing ever is. Null: there are more. */
  parts: Uint32Array | null;
  /** For each thread, a bit for each chunk of its part. */
  chunks: Uint32Array;
}

/** As in runtime/outcomes.ts. */
const PART_WORDS = 6;
/** The root is a pair. */
const NOTHING = 7;

/** `all`: the parts that the tree is over (parts.ts). */
export function coversOf(layout: StepLayout, shape: Shape, all: readonly (readonly number[])[]): Covers {
  const parts = all.map((part) => new Set(part));
  const bitWords = Math.ceil(layout.size / CHUNK / 32);
  const shared = parts.slice(-3).flatMap((part) => wordsOver(shape, part));
  const at: number[] = [];
  const words: number[] = [];
  const chunks = new Uint32Array(layout.threads.length * bitWords);
  layout.threads.forEach(({ record }, thread) => {
    const part = parts.find((p) => p.has(record / CHUNK))!;
    at.push(words.length);
    words.push(...wordsOver(shape, part));
    for (const chunk of part) chunks[thread * bitWords + (chunk >>> 5)]! |= 1 << (chunk & 31);
  });
  const both = layout.threads.map((_, thread) => [...words.slice(at[thread], at[thread + 1]), ...shared]);
  const six = both.every((some) => some.length <= PART_WORDS) ? Uint32Array.from(both.flatMap((some) => [...some, ...new Array<number>(PART_WORDS - some.length).fill(NOTHING)])) : null;
  return { parts: six, at: Uint32Array.from([...at, words.length]), words: Uint32Array.from(words), chunks };
}

/** The references that stand for these chunks alone. */
export function wordsOver({ child, groups }: Shape, chunks: ReadonlySet<number>): number[] {
  const words: number[] = [];
  /** Whether all below is one of these; null where there is nothing. */
  const within = (word: number): boolean | null => {
    const item = child[word]!;
    if (item === 0) return null;
    if (item >= groups) return chunks.has(item - groups);
    const below = refer(item);
    return below.every((w) => within(w) !== false);
  };
  const refer = (group: number): number[] => Array.from({ length: 8 }, (_, i) => group * 8 + i);
  const visit = (group: number): void => {
    for (const word of refer(group)) {
      const all = within(word);
      if (all === null) continue;
      if (all) words.push(word);
      else if (child[word]! < groups) visit(child[word]!);
    }
  };
  visit(0);
  return words;
}
