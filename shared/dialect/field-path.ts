/** From an offset in a struct to the name of what lies there: `vm_lock.count`, `slots[3]`. */
import { elementStride, WORD, type FieldType, type StructLayout } from './layout.ts';

/** The path to the word at `offset` (bytes), or undefined where there is only padding. */
export function fieldPath(structs: ReadonlyMap<string, StructLayout>, struct: string, offset: number): string | undefined {
  const field = structs.get(struct)?.fields.find((each) => offset >= each.offset && offset < each.offset + each.size);
  if (!field) return undefined;
  const rest = partPath(structs, field.type, offset - field.offset);
  return rest === undefined ? undefined : field.name + rest;
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

/** What follows a field's name: `.count`, `[3]`, `[3].next`, or nothing. */
function partPath(structs: ReadonlyMap<string, StructLayout>, type: FieldType, offset: number): string | undefined {
  if (type.kind === 'embedded') {
    const path = fieldPath(structs, type.struct, offset);
    return path === undefined ? undefined : `.${path}`;
  }
  if (type.kind === 'array') {
    const stride = elementStride(type.element, typeSize(structs, type.element));
    const index = Math.floor(offset / stride);
    const rest = partPath(structs, type.element, offset - index * stride);
    return rest === undefined ? undefined : `[${index}]${rest}`;
  }
  return '';
}
