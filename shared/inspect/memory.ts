/**
 * The memory of a state: words by their address, addresses by their names. Names go on as far as the program's own layouts do:
 * `vm_area_struct #0.vm_lock.count`.
 */
import { fieldAt, named, partAt, type WordAt } from '../dialect/field-path.ts';
import { WORD, type FieldLayout, type FieldType, type StructLayout } from '../dialect/layout.ts';
import { ANY_STRUCT, valueText } from '../dialect/value-text.ts';
import type { PlayedProgram, PlayedState } from '../replay/state.ts';

/** An object, or a global variable. */
export interface Region {
  name: string;
  type: FieldType;
  /** Of its first byte. */
  address: number;
  words: Int32Array | Uint32Array;
  freed: boolean;
  /** Of a global: its name is part of the program, not of the heap. */
  global: boolean;
}

export class Memory {
  readonly structs: ReadonlyMap<string, StructLayout>;
  /** Globals first, in the order of the program; then objects by address. */
  readonly regions: readonly Region[];
  /** By address. */
  readonly #sorted: readonly Region[];
  readonly #objects = new Map<string, readonly Region[]>();

  constructor(readonly program: PlayedProgram, state: Pick<PlayedState, 'objects' | 'globals'>) {
    this.structs = structsOf(program.structs);
    const globals = program.globals.flatMap(({ name, type, address }, i): Region[] => {
      const words = state.globals[i];
      return words ? [{ name, type, address, words, freed: false, global: true }] : [];
    });
    const objects = state.objects.map(({ name, struct, address, freed, words }): Region => ({
      name, type: { kind: 'embedded', struct, aligned: false }, address, words, freed, global: false,
    }));
    objects.sort((a, b) => a.address - b.address);
    this.regions = [...globals, ...objects];
    this.#sorted = this.regions.toSorted((a, b) => a.address - b.address);
  }

  /** The region that an address lies in. */
  at(address: number): Region | undefined {
    let low = 0;
    for (let high = this.#sorted.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]!.address <= address) low = middle + 1;
      else high = middle;
    }
    const region = this.#sorted[low - 1];
    return region && address < region.address + region.words.length * WORD ? region : undefined;
  }

  /** The word at an address; 0 where there is none. */
  word(address: number): number {
    const region = this.at(address);
    return region ? region.words[(address - region.address) >> 2]! | 0 : 0;
  }

  /** The name of what lies at an address; `whole`: a struct that is named as such where one begins there. */
  nameOf(address: number, whole?: string): string | undefined {
    const region = this.at(address);
    return region && this.#part(region, address, whole)?.path;
  }

  /** The type of the word at an address. */
  typeAt(address: number): FieldType | undefined {
    const region = this.at(address);
    return region && this.#part(region, address)?.type;
  }

  /** A value as a word of a type holds it. Tasks are named by their threads. */
  text(type: FieldType | undefined, value: number): string {
    return valueText(type, value, (address, struct) => this.thread(address) ?? this.nameOf(address, struct), this.program.callbacks);
  }

  /** A thread's name by its number. */
  threadName(number: number): string {
    return this.program.threads[number]?.name ?? `thread ${number}`;
  }

  /** The thread whose task_struct lies at an address. */
  thread(address: number): string | undefined {
    const number = this.threadNumber(address);
    return number === null ? undefined : this.threadName(number);
  }

  /** The same, by its number. */
  threadNumber(address: number): number | null {
    const region = this.at(address);
    if (region?.name !== 'init_tasks') return null;
    const size = this.structs.get('task_struct')?.size ?? 0;
    const number = (address - region.address) / size;
    return Number.isInteger(number) && number < this.program.threads.length ? number : null;
  }

  global(name: string): Region | undefined {
    return this.regions.find((region) => region.global && region.name === name);
  }

  /** Live objects of a struct, by address. */
  objects(struct: string): readonly Region[] {
    let found = this.#objects.get(struct);
    if (!found) this.#objects.set(struct, (found = this.regions.filter((region) => !region.global && !region.freed && isA(region, struct))));
    return found;
  }

  /** A field of the struct at an address, by its path (`vm_lock.count.counter`); 0 where the program has none of that name. */
  field(address: number, struct: string, path: string): number {
    const offset = offsetOf(this.structs, struct, path);
    return offset === undefined ? 0 : this.word(address + offset);
  }

  /** The same, of an object that is at hand: no address is looked up. */
  fieldOf({ words }: Region, struct: string, path: string): number {
    const offset = offsetOf(this.structs, struct, path);
    return offset === undefined ? 0 : (words[offset >> 2] ?? 0) | 0;
  }

  #part(region: Region, address: number, whole?: string): WordAt | undefined {
    const offset = address - region.address;
    const { type, name } = region;
    if (type.kind === 'embedded') {
      if (offset === 0 && whole !== undefined && (type.struct === whole || whole === ANY_STRUCT)) return { path: name, type, field: null };
      return named(`${name}.`, fieldAt(this.structs, type.struct, offset, whole));
    }
    return named(name, partAt(this.structs, type, offset, whole));
  }
}

/** A program's structs by their names: made once for all memories of it, as a running session has one twenty times a second. */
function structsOf(list: readonly StructLayout[]): ReadonlyMap<string, StructLayout> {
  let structs = known.get(list);
  if (!structs) known.set(list, (structs = new Map(list.map((layout) => [layout.name, layout]))));
  return structs;
}
const known = new WeakMap<readonly StructLayout[], ReadonlyMap<string, StructLayout>>();

/** Whether it is an object, or a variable, of a struct. */
export function isA({ type }: Region, struct: string): boolean {
  return type.kind === 'embedded' && type.struct === struct;
}

/** Bytes from a struct's start to the field at a path through embedded structs; undefined where there is none. */
export function offsetOf(structs: ReadonlyMap<string, StructLayout>, struct: string, path: string): number | undefined {
  let found = offsets.get(structs);
  if (!found) offsets.set(structs, (found = new Map()));
  const key = `${struct}.${path}`;
  if (!found.has(key)) found.set(key, walkTo(structs, struct, path)?.offset);
  return found.get(key);
}
const offsets = new WeakMap<ReadonlyMap<string, StructLayout>, Map<string, number | undefined>>();

/** The words of that field, by their number in the struct: of an array, all of its own. */
export function fieldWords(structs: ReadonlyMap<string, StructLayout>, struct: string, path: string): { first: number; count: number } | undefined {
  const field = walkTo(structs, struct, path);
  return field && { first: field.offset / WORD, count: field.size / WORD };
}

function walkTo(structs: ReadonlyMap<string, StructLayout>, struct: string, path: string): { offset: number; size: number } | undefined {
  let found = { offset: 0, size: 0 };
  let at: string | null = struct;
  for (const name of path.split('.')) {
    const field: FieldLayout | undefined = at === null ? undefined : structs.get(at)?.fields.find((each) => each.name === name);
    if (!field) return undefined;
    found = { offset: found.offset + field.offset, size: field.size };
    at = field.type.kind === 'embedded' ? field.type.struct : null;
  }
  return found;
}
