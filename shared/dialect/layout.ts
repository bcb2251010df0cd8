/**
 * Struct layouts: where each field lies, and in which cache line.
 *
 * ```
 *   interface vm_area_struct          offset  line
 *     vm_start: ulong                 0       0
 *     vm_lock: CacheAligned<rwsem>    64      1
 * ```
 */
export const CACHE_LINE = 64;
export const WORD = 4;

/** Bytes from one element of an array to the next, given the bytes that an element takes. */
export function elementStride(element: FieldType, size: number): number {
  return element.kind === 'embedded' && element.aligned ? Math.ceil(size / CACHE_LINE) * CACHE_LINE : size;
}

export interface FieldLayout {
  name: string;
  /** Bytes from the struct's start. */
  offset: number;
  /** Bytes, padding excluded. */
  size: number;
  type: FieldType;
}

/** The type of one field, variable or element. `unknown` is what a wrong type is taken for until it has been put right. */
export type FieldType =
  | { kind: 'int' | 'uint' | 'ulong' | 'boolean' | 'void_ptr' | 'unknown' }
  | { kind: 'callback'; params: number; returnsValue: boolean }
  | { kind: 'pointer'; struct: string }
  | { kind: 'embedded'; struct: string; aligned: boolean }
  | { kind: 'array'; element: FieldType; length: number };

export interface StructLayout {
  name: string;
  /** Bytes, a multiple of `align`. */
  size: number;
  /** 4, or 64 when a field asks for a cache line of its own. */
  align: number;
  fields: FieldLayout[];
}
