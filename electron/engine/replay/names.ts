/** What an address or a value of an explored program is, in words: `vm_area_struct #0.vm_lock.count`, `NULL`, `0x1000`. */
import { fieldAt, named, partAt, type WordAt } from '../../../shared/dialect/field-path.ts';
import { WORD } from '../../../shared/dialect/layout.ts';
import type { Place } from '../../../shared/dialect/ir.ts';
import { hex, valueText } from '../../../shared/dialect/value-text.ts';
import { hasFlags } from '../../../shared/inspect/meaning.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Pool } from '../../../shared/dialect/step/layout.ts';

export class Names {
  constructor(private readonly image: StepImage) {}

  thread(thread: number): string {
    return this.image.layout.threads[thread]?.name ?? `thread ${thread}`;
  }

  /** The word at an address, as an access that names `place` means it. */
  word(address: number, place: Place | null = null): string {
    return this.locate(address)?.path ?? (place === null ? hex(address) : place.struct === 'globals' ? place.field : `${place.struct}.${place.field}`);
  }

  /** A value as the word at `address` holds it. */
  value(address: number, value: number): string {
    const word = this.locate(address);
    if (value !== 0 && hasFlags(word?.field ?? null)) return hex(value);
    return valueText(word?.type, value, (to, struct) => this.locate(to, struct)?.path, this.image.program.callbacks);
  }

  /** `vm_area_struct #0`, also a freed one, or `reader's rwsem_waiter`, for its address or that of its header; `vm_area_struct #0.vm_lock.count` for one within it. */
  object(address: number): string {
    const found = this.objectAt(address);
    if (found && found.offset <= 0) return `${found.pool.struct} #${found.index}`;
    const local = this.localAt(address);
    if (local && local.offset <= 0) return local.name;
    return this.locate(address)?.path ?? (address === 0 ? 'NULL' : hex(address));
  }

  /** The object or the global that a word is in, and which part of that: `vm_area_struct #0`, `vm_area_struct #0.vm_lock`. Of an array the whole; of what is a thread's own, nothing. */
  parts(address: number): string[] {
    const path = this.locate(address)?.path;
    const [whole = '', field] = path?.split('.') ?? [this.objectAt(address) ? this.object(address) : ''];
    if (whole === '' || whole.includes("'s ")) return [];
    return field === undefined ? [whole] : [whole, `${whole}.${field.replace(/\[.*/, '')}`];
  }

  /** Where a value points that the word at `address` holds; null: it is no pointer, or NULL. */
  pointee(address: number, value: number): number | null {
    const kind = this.locate(address)?.type.kind;
    return value !== 0 && (kind === 'pointer' || kind === 'void_ptr') ? value : null;
  }

  objectAt(address: number): { pool: Pool; index: number; offset: number } | undefined {
    const pool = this.image.layout.pools.find((p) => address >= p.base && address < p.base + p.count * p.stride);
    if (!pool) return undefined;
    const index = Math.floor((address - pool.base) / pool.stride);
    return { pool, index, offset: address - pool.base - index * pool.stride - 4 };
  }

  /** The word at an address; `whole`: a struct that is named as such where one begins there. */
  private locate(address: number, whole?: string): WordAt | undefined {
    const { program, layout } = this.image;
    const inStruct = (name: string, struct: string, offset: number): WordAt | undefined => {
      const part = named(`${name}.`, fieldAt(program.structs, struct, offset, whole));
      const begins = offset === 0 && whole !== undefined;
      // Also where a cast has made it a pointer to what is not there.
      return begins && (struct === whole || part?.type.kind !== 'embedded') ? { path: name, type: { kind: 'embedded', struct, aligned: false }, field: null } : part;
    };
    const object = this.objectAt(address);
    if (object) return inStruct(`${object.pool.struct} #${object.index}`, object.pool.struct, object.offset);
    for (const { name, size, valueType } of program.globals) {
      const start = layout.globals[name]!;
      if (address < start || address >= start + size) continue;
      return valueType.kind === 'embedded' ? inStruct(name, valueType.struct, address - start) : named(name, partAt(program.structs, valueType, address - start, whole));
    }
    const local = this.localAt(address);
    return local && inStruct(local.name, local.struct, local.offset);
  }

  /** What lies on a thread's stack, as pools have objects: its header is before it. `fn`: whose it is. */
  localAt(address: number): { name: string; struct: string; fn: string; offset: number } | undefined {
    const { program, layout } = this.image;
    for (const thread of layout.threads) {
      for (const [slot, start] of thread.locals) {
        const { struct, fn, size } = program.locals[slot]!;
        if (address >= start - WORD && address < start + size) return { name: `${thread.name}'s ${struct}`, struct, fn, offset: address - start };
      }
    }
    return undefined;
  }
}
