/** Where the semaphores and spin locks of a memory are: by the layouts of the structs that they lie in. */
import { elementStride, type FieldType } from '../dialect/layout.ts';
import { typeSize } from '../dialect/field-path.ts';
import type { Memory } from './memory.ts';

export type LockStruct = 'rw_semaphore' | 'spinlock_t';
type Visit = (struct: LockStruct, address: number) => void;

/** Calls `visit` for every lock that is not in freed memory, with its address. */
export function eachLock(memory: Memory, visit: Visit): void {
  for (const { type, address, freed } of memory.regions) if (!freed) within(memory, type, address, visit);
}

function within(memory: Memory, type: FieldType, address: number, visit: Visit): void {
  if (type.kind === 'array') {
    if (type.element.kind !== 'embedded') return;
    const stride = elementStride(type.element, typeSize(memory.structs, type.element));
    for (let i = 0; i < type.length; i++) within(memory, type.element, address + i * stride, visit);
  } else if (type.kind === 'embedded') {
    if (type.struct === 'rw_semaphore' || type.struct === 'spinlock_t') visit(type.struct, address);
    else for (const field of memory.structs.get(type.struct)?.fields ?? []) within(memory, field.type, address + field.offset, visit);
  }
}
