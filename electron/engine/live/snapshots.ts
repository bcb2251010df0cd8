/** The objects that a sample shows: copied while threads run, each at its own moment. */
import type { LiveImage } from '../../../shared/dialect/live/image.ts';
import { WORD } from '../../../shared/dialect/layout.ts';
import { fieldWords } from '../../../shared/inspect/memory.ts';
import type { ObjectSample } from '../../../shared/trace/session.ts';
import type { Heap } from './heap.ts';
import { eachLocal } from './locals.ts';
import type { Look } from './options.ts';

/** A sample crosses to the window some twenty times a second. */
const MOST_OBJECTS = 4000;

export class Snapshots {
  private readonly words: Uint32Array;

  constructor(
    buffer: ArrayBufferLike,
    private readonly image: LiveImage,
    private readonly heap: Heap,
    private readonly threads: number,
  ) {
    this.words = new Uint32Array(buffer);
  }

  take({ structs, follow = [] }: Look): ObjectSample[] {
    if (structs.length === 0) return [];
    const { structNames } = this.image.layout;
    const wanted = new Map(structs.map((name) => [name, [] as number[]]));
    this.heap.forEach((struct, address) => wanted.get(structNames[struct]!)?.push(address));
    const found: ObjectSample[] = [];
    eachLocal(this.image, this.threads, (thread, struct, address, size) => wanted.has(struct) && found.push({ ...this.copy(struct, address, size), thread }));
    for (const [struct, addresses] of wanted) {
      const size = this.sizeOf(struct);
      for (const address of addresses) if (size > 0 && found.length < MOST_OBJECTS) found.push(this.copy(struct, address, size));
    }
    return this.followed(found, follow);
  }

  /** By what the copies say: the memory may say something else by now. */
  private followed(found: ObjectSample[], follow: readonly string[]): ObjectSample[] {
    const pointers = this.pointersOf(follow);
    const known = new Set(found.map(({ address }) => address));
    for (const { struct, words } of found) {
      for (const { first, count } of pointers.get(struct) ?? []) {
        for (const address of words.subarray(first, first + count)) {
          const of = known.has(address) || found.length >= MOST_OBJECTS ? undefined : this.heap.structAt(address);
          if (of === undefined) continue;
          known.add(address);
          found.push(this.copy(of, address, this.sizeOf(of)));
        }
      }
    }
    return found;
  }

  /** By struct, which of its words they are. */
  private pointersOf(follow: readonly string[]): Map<string, { first: number; count: number }[]> {
    const pointers = new Map<string, { first: number; count: number }[]>();
    for (const path of follow) {
      const struct = path.slice(0, path.indexOf('.'));
      const at = fieldWords(this.image.program.structs, struct, path.slice(struct.length + 1));
      if (at) pointers.set(struct, [...(pointers.get(struct) ?? []), at]);
    }
    return pointers;
  }

  private sizeOf(struct: string): number {
    return this.image.program.structs.get(struct)?.size ?? 0;
  }

  private copy(struct: string, address: number, size: number): ObjectSample {
    return { struct, address, words: Uint32Array.from(this.words.subarray(address / WORD, (address + size) / WORD)) };
  }
}
