/** A word as its type has it: `NULL`, `true`, `0x1000`, `vm_area_struct #0`. */
import type { FieldType } from './layout.ts';

/** Numbers from here on are shown as addresses where the type is one of addresses. */
const PAGE = 0x1000;

/** In place of a struct: whatever begins there. */
export const ANY_STRUCT = '*';

/** An address: `0x1000`. */
export function hex(address: number): string {
  return `0x${(address >>> 0).toString(16)}`;
}

/**
 * @param pointed what lies at an address that points to a `struct`, undefined where nothing does
 * @param callbacks their names by value
 */
export function valueText(type: FieldType | undefined, value: number, pointed: (address: number, struct: string) => string | undefined, callbacks: readonly string[]): string {
  const pointer = (struct: string): string => (value === 0 ? 'NULL' : (pointed(value, struct) ?? String(value)));
  switch (type?.kind) {
    case 'pointer': return pointer(type.struct);
    case 'void_ptr': return pointer(ANY_STRUCT);
    case 'callback': return value === 0 ? 'NULL' : (callbacks[value] ?? String(value));
    case 'boolean': return value === 0 || value === 1 ? String(value === 1) : String(value);
    case 'uint': return String(value >>> 0);
    case 'ulong': return value >>> 0 >= PAGE ? hex(value) : String(value);
    default: return String(value);
  }
}
