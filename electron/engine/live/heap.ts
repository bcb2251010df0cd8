/**
 * The kernel heap as its shadow tells: which objects there are. Objects lie side by side in the order of their first
 * allocation and keep their place and struct for ever. Read while threads run, so a count may be a moment old.
 *
 * ```
 *   heap    │ 64 bytes │ 64 bytes │ 64 bytes │ …      an object takes whole granules
 *   shadow  │  word    │  word    │  word    │ …      each granule's word says: allocated or freed, by whom, which struct
 * ```
 */
import { CONTROL, GRANULE, NULL_END, POISON, SHADOW, shadowInner, shadowState, shadowStruct, type LiveLayout } from '../../../shared/dialect/live/abi.ts';
import type { SiteId } from '../../../shared/dialect/ir.ts';
import type { StructLayout } from '../../../shared/dialect/layout.ts';

export interface HeapObject {
  struct: string;
  address: number;
  /** Its shadow word. */
  shadow: number;
}

export class Heap {
  private readonly words: Int32Array;
  /** Bytes an object takes, whole granules, by struct index. */
  private readonly sizes: number[];

  constructor(
    buffer: ArrayBufferLike,
    private readonly layout: LiveLayout,
    structs: ReadonlyMap<string, StructLayout>,
  ) {
    this.words = new Int32Array(buffer);
    this.sizes = layout.structNames.map((name) => Math.ceil((structs.get(name)?.size ?? GRANULE) / GRANULE) * GRANULE);
  }

  /** Bytes given out so far (freed objects are used again) and in all, and allocations that found it full. */
  usage(): { used: number; size: number; failures: number } {
    const { heapBase, heapEnd } = this.layout;
    return {
      used: this.end() - heapBase,
      size: heapEnd - heapBase,
      failures: Atomics.load(this.words, CONTROL.allocFailures / 4) >>> 0,
    };
  }

  /** Where an allocation found it full first; -1: none did. */
  get fullAt(): SiteId {
    return this.usage().failures === 0 ? -1 : Atomics.load(this.words, CONTROL.allocFailure / 4);
  }

  /** Calls `visit` for every allocated object (or every freed one), in the order of addresses. */
  forEach(visit: (struct: number, address: number, shadow: number) => void, wanted: number = SHADOW.allocated): void {
    const end = this.end();
    for (let address = this.layout.heapBase; address < end; ) {
      const shadow = this.shadow(address);
      const state = shadowState(shadow);
      if (state === SHADOW.wild) {
        address += GRANULE;
        continue;
      }
      const struct = shadowStruct(shadow);
      if (state === wanted) visit(struct, address, shadow);
      address += this.bytes(struct);
    }
  }

  /** The freed objects that hold something else than poison, and where first. Only when all threads have ended: a free takes its time. */
  damaged(): { address: number; shadow: number }[] {
    const found: { address: number; shadow: number }[] = [];
    this.forEach((struct, address, shadow) => {
      const start = address / 4;
      const word = this.words.subarray(start, start + this.bytes(struct) / 4).findIndex((value) => value !== POISON);
      if (word >= 0) found.push({ address: address + word * 4, shadow });
    }, SHADOW.freed);
    return found;
  }

  /** Where somebody wrote below all that lies in memory, first; -1: nowhere, or zeros. */
  writtenThroughNull(): number {
    const word = this.words.subarray(0, NULL_END / 4).findIndex((value) => value !== 0);
    return word < 0 ? -1 : word * 4;
  }

  /** The struct of the object that is allocated at an address; undefined where none is. */
  structAt(address: number): string | undefined {
    if (address % GRANULE !== 0 || address < this.layout.heapBase || address >= this.end()) return undefined;
    const shadow = this.shadow(address);
    return shadowState(shadow) === SHADOW.allocated && !shadowInner(shadow) ? this.layout.structNames[shadowStruct(shadow)] : undefined;
  }

  /** Live objects of each struct that has any. */
  counts(): { struct: string; count: number }[] {
    const counts = new Array<number>(this.layout.structNames.length).fill(0);
    this.forEach((struct) => (counts[struct] = (counts[struct] ?? 0) + 1));
    return counts.flatMap((count, index) => (count > 0 ? [{ struct: this.layout.structNames[index]!, count }] : []));
  }

  /** The object, alive or freed, that a byte of the heap belongs to; undefined outside of any. */
  objectAt(address: number): HeapObject | undefined {
    const { heapBase, structNames } = this.layout;
    if (address < heapBase || address >= this.end()) return undefined;
    for (let at = heapBase; at <= address; ) {
      const shadow = this.shadow(at);
      if (shadowState(shadow) === SHADOW.wild) {
        at += GRANULE;
        continue;
      }
      const struct = shadowStruct(shadow);
      const next = at + this.bytes(struct);
      if (address < next) return { struct: structNames[struct] ?? '?', address: at, shadow };
      at = next;
    }
    return undefined;
  }

  private bytes(struct: number): number {
    return this.sizes[struct] ?? GRANULE;
  }

  private end(): number {
    const next = Atomics.load(this.words, CONTROL.heapNext / 4) >>> 0;
    return Math.min(Math.max(next, this.layout.heapBase), this.layout.heapEnd);
  }

  private shadow(address: number): number {
    return this.words[this.layout.shadowBase / 4 + address / GRANULE]!;
  }
}
