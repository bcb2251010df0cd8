/**
 * Words to find slices by: of what they are (`mmap_lock.wait`), where in the sources they begin (`page_fault`), which thread they are in, or
 * the numbers that came with them (`0x1f000`: an address, a lock, or in what was mapped there; `0x1f000–0x23000`: anything in that range).
 * All words must fit; `|` in a word is between those of which one is enough.
 */
import type { Site } from '../dialect/ir.ts';
import { extentOf, type Extent } from './arguments.ts';

interface Word {
  texts: readonly string[];
  numbers: readonly Span[];
  /** By site: 1 where its function or file has the word. */
  sites: Uint8Array;
  anySite: boolean;
}

/** A number, or all from one to before another. */
interface Span {
  from: number;
  to: number;
  single: boolean;
}

const NUMBER = '0x[0-9a-f]+|\\d+';
const SPAN = new RegExp(`^(${NUMBER})(?:[–-](${NUMBER}))?$`);

export class Query {
  private constructor(private readonly words: readonly Word[]) {}

  /** Null without any word. */
  static of(text: string, sites: readonly Site[]): Query | null {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean).map((word): Word => {
      const texts = word.split('|').filter(Boolean);
      const at = Uint8Array.from(sites, ({ fn, file }) => Number(texts.some((each) => fn.toLowerCase().includes(each) || file.toLowerCase().includes(each))));
      return { texts, numbers: texts.flatMap((each) => spanOf(each) ?? []), sites: at, anySite: at.includes(1) };
    });
    return words.length === 0 ? null : new Query(words);
  }

  /** Which words neither category nor thread has, so that numbers or place must; null when they cannot. */
  rest(category: string, thread: string): Rest | null {
    const [name, of] = [category.toLowerCase(), thread.toLowerCase()];
    const words = this.words.filter(({ texts }) => !texts.some((text) => name.includes(text) || of.includes(text)));
    return words.some(({ numbers, anySite }) => numbers.length === 0 && !anySite) ? null : { words, extent: extentOf(category) };
  }
}

function spanOf(text: string): Span | null {
  const [, from, to] = SPAN.exec(text) ?? [];
  if (from === undefined) return null;
  return to === undefined ? { from: Number(from), to: Number(from) + 1, single: true } : { from: Number(from), to: Number(to), single: false };
}

export interface Rest {
  readonly words: readonly Pick<Word, 'numbers' | 'sites'>[];
  readonly extent: Extent;
}

/** Whether these numbers and this place have all of the words. */
export function fits({ words, extent }: Rest, a: number, b: number, site: number): boolean {
  for (const { numbers, sites } of words) if (sites[site] !== 1 && !hasOne(numbers, extent, a, b)) return false;
  return true;
}

function hasOne(numbers: readonly Span[], extent: Extent, a: number, b: number): boolean {
  const end = extent === 'length' ? a + b : extent === 'end' ? b : a + 1;
  for (const { from, to, single } of numbers) if ((from < end && a < to) || (single && (a === from || b === from))) return true;
  return false;
}
