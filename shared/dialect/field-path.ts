/** From an offset in a struct to the name of what lies there: `vm_lock.count`, `slots[3]`. */
import { elementStride, WORD, type FieldType, type StructLayout } from './layout.ts';

/** The word at an offset: the path to it, and its type. */
export interface WordAt {
  path: string;
  type: FieldType;
  /** `struct.field` of the innermost struct with more than that word in it; null: it is in none. */
  field: string | null;
}

/** The path to the word at `offset` (bytes), or undefined where there is only padding. */
export function fieldPath(structs: ReadonlyMap<string, StructLayout>, struct: string, offset: number): string | undefined {
  return fieldAt(structs, struct, offset)?.path;
}

/** `whole`: a struct that is answered as a whole where one is embedded that begins at the offset. */
export function fieldAt(structs: ReadonlyMap<string, StructLayout>, struct: string, offset: number, whole?: string): WordAt | undefined {
  const field = structs.get(struct)?.fields.find((each) => offset >= each.offset && offset < each.offset + each.size);
  if (!field) return undefined;
  const part = partAt(structs, field.type, offset - field.offset, whole);
  return part && { path: field.name + part.path, type: part.type, field: part.field ?? `${struct}.${field.name}` };
}

/** The word at an offset in a value of a type; its path is what follows the value's name: `.count`, `[3]`, `[3].next`, or nothing. */
export function partAt(structs: ReadonlyMap<string, StructLayout>, type: FieldType, offset: number, whole?: string): WordAt | undefined {
  if (type.kind === 'embedded') {
    if (offset === 0 && type.struct === whole) return { path: '', type, field: null };
    const field = fieldAt(structs, type.struct, offset, whole);
    return field && { path: `.${field.path}`, type: field.type, field: typeSize(structs, type) === WORD ? null : field.field };
  }
  if (type.kind === 'array') {
    const stride = elementStride(type.element, typeSize(structs, type.element));
    const index = Math.floor(offset / stride);
    const rest = partAt(structs, type.element, offset - index * stride, whole);
    return rest && { path: `[${index}]${rest.path}`, type: rest.type, field: rest.field };
  }
  return { path: '', type, field: null };
}

/** The word by its whole name. `counter` is all that there is in an atomic_t: its own name says enough. */
export function named(prefix: string, word: WordAt | undefined): WordAt | undefined {
  return word && { ...word, path: `${prefix}${word.path}`.replace(/\.counter$/, '') };
}

/** Bytes that a value of a type takes. */
export function typeSize(structs: ReadonlyMap<string, StructLayout>, type: FieldType): number {
  if (type.kind === 'embedded') return structs.get(type.struct)?.size ?? WORD;
  if (type.kind === 'array') return type.length * elementStride(type.element, typeSize(structs, type.element));
  return WORD;
}

/** A type as people write it: `ArrayOf<vm_area_struct, 16>`. */
export function typeText(type: FieldType): string {
  if (type.kind === 'pointer') return type.struct;
  if (type.kind === 'embedded') return `${type.aligned ? 'CacheAligned' : 'Embedded'}<${type.struct}>`;
  if (type.kind === 'array') return `ArrayOf<${typeText(type.element)}, ${type.length}>`;
  return type.kind;
}
