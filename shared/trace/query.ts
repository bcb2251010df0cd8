/**
 * Words to find slices by: of what they are (`mmap_lock.wait`), where in the sources they begin (`page_fault`), which thread they are in, or
 * the numbers that came with them (`0x1f000`: an address, a lock). All words must fit.
 */
import type { Site } from '../dialect/ir.ts';

interface Word {
  text: string;
  /** The word as a number, NaN when it is none. */
  number: number;
  /** By site: 1 where its function or file has the word. */
  sites: Uint8Array;
  anySite: boolean;
}

export class Query {
  private constructor(private readonly words: readonly Word[]) {}

  /** Null without any word. */
  static of(text: string, sites: readonly Site[]): Query | null {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean).map((word): Word => {
      const at = Uint8Array.from(sites, ({ fn, file }) => Number(fn.toLowerCase().includes(word) || file.toLowerCase().includes(word)));
      return { text: word, number: /^(0x[0-9a-f]+|\d+)$/.test(word) ? Number(word) : NaN, sites: at, anySite: at.includes(1) };
    });
    return words.length === 0 ? null : new Query(words);
  }

  /** Which words neither category nor thread has, so that numbers or place must; null when they cannot. */
  rest(category: string, thread: string): Rest | null {
    const [name, of] = [category.toLowerCase(), thread.toLowerCase()];
    const rest = this.words.filter(({ text }) => !name.includes(text) && !of.includes(text));
    return rest.some(({ number, anySite }) => Number.isNaN(number) && !anySite) ? null : rest;
  }
}

export type Rest = readonly Pick<Word, 'number' | 'sites'>[];

/** Whether these numbers and this place have all of the words. */
export function fits(rest: Rest, a: number, b: number, site: number): boolean {
  for (const { number, sites } of rest) if (a !== number && b !== number && sites[site] !== 1) return false;
  return true;
}
