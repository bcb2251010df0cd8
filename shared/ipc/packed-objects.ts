/**
 * The objects of a sample on their way to the window, in one array. One by one, each is an object and an array that are copied from process
 * to process and from world to world, some times a second.
 *
 * ```
 *   | struct | thread + 1 | address | count | count words …  | struct | …     (u32; struct: index into `structs`; thread + 1: 0 of the heap's)
 * ```
 */
import type { ObjectSample } from '../trace/session.ts';

export interface PackedObjects {
  structs: string[];
  words: Uint32Array;
}

const HEAD = 4;

export function packObjects(objects: readonly ObjectSample[]): PackedObjects {
  const numbers = new Map<string, number>();
  const packed = new Uint32Array(objects.reduce((sum, { words }) => sum + HEAD + words.length, 0));
  let at = 0;
  for (const { struct, thread = -1, address, words } of objects) {
    const number = numbers.get(struct) ?? numbers.size;
    numbers.set(struct, number);
    packed.set([number, thread + 1, address, words.length], at);
    packed.set(words, at + HEAD);
    at += HEAD + words.length;
  }
  return { structs: [...numbers.keys()], words: packed };
}

/** The words of each lie in those of all. Null when it is no such array. */
export function unpackObjects({ structs, words }: PackedObjects): ObjectSample[] | null {
  const objects: ObjectSample[] = [];
  for (let at = 0; at < words.length; ) {
    const struct = structs[words[at]!];
    const [thread = 0, address = 0, count = 0] = words.subarray(at + 1, at + HEAD);
    const end = at + HEAD + count;
    if (struct === undefined || end > words.length) return null;
    objects.push({ struct, address, words: words.subarray(at + HEAD, end), ...(thread > 0 && { thread: thread - 1 }) });
    at = end;
  }
  return objects;
}
