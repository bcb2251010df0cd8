/** What lies in memory as ITF expressions: structs as records, arrays as lists, pointers by the name of what they point to. */
import { elementStride, type FieldType } from '../../../dialect/layout.ts';
import { typeSize } from '../../../dialect/field-path.ts';
import type { Memory } from '../../../inspect/memory.ts';

export type ItfValue = boolean | string | ItfValue[] | { '#bigint': string } | { '#map': [ItfValue, ItfValue][] } | { '#tup': ItfValue[] } | ItfRecord;
export interface ItfRecord {
  [field: string]: ItfValue;
}

export function itfInteger(value: number): ItfValue {
  return { '#bigint': String(value) };
}

/** The value of a type at an address. */
export function itfValue(memory: Memory, type: FieldType, address: number): ItfValue {
  if (type.kind === 'embedded') {
    const fields = memory.structs.get(type.struct)?.fields ?? [];
    return record(fields.map((field) => [field.name, itfValue(memory, field.type, address + field.offset)]));
  }
  if (type.kind === 'array') {
    const stride = elementStride(type.element, typeSize(memory.structs, type.element));
    return Array.from({ length: type.length }, (_, i) => itfValue(memory, type.element, address + i * stride));
  }
  const value = memory.word(address);
  switch (type.kind) {
    case 'pointer': case 'void_ptr': case 'callback': return memory.text(type, value);
    case 'boolean': return value === 0 || value === 1 ? value === 1 : itfInteger(value);
    case 'uint': case 'ulong': return itfInteger(value >>> 0);
    default: return itfInteger(value);
  }
}

/** Of names that a program chose: `__proto__` is one like any other, and none begins with `#`. */
export function record(entries: readonly (readonly [string, ItfValue])[]): ItfRecord {
  const made = Object.create(null) as ItfRecord;
  for (const [name, value] of entries) made[name.startsWith('#') ? `_${name}` : name] = value;
  return made;
}
