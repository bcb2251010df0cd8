/** Which word an access is to, by the innermost struct that it is a field of: `vm_area_struct` `vm_lock.count` and `rw_semaphore` `count` are the same. */
import type { Place, Program } from '../ir.ts';
import type { FieldType } from '../layout.ts';

export interface Word {
  /** `rw_semaphore.count`, `globals.jiffies`. An element of an array has `[]` at its end. */
  key: string;
  /** The same, but for what is accessed as a whole by the struct that it lies in: `rw_semaphore.owner`, where that is an embedded atomic_t. */
  within: string;
  type: FieldType | null;
}

export function wordOf({ struct, field }: Place, { structs, globals }: Pick<Program, 'structs' | 'globals'>): Word {
  let [owner, name, type]: [string, string, FieldType | null] = [struct, field, null];
  let within = struct;
  for (const [depth, part] of field.split('.').entries()) {
    const plain = part.replace(/\[\]/g, '');
    const found = depth === 0 && struct === 'globals' ? globals.find((g) => g.name === plain)?.valueType : structs.get(owner)?.fields.find((f) => f.name === plain)?.type;
    within = owner;
    [name, type] = [part, found ? elementOf(found, part) : null];
    if (type?.kind === 'embedded') owner = type.struct;
  }
  return { key: `${owner}.${name}`, within: `${within}.${name}`, type };
}

/** `slots[]` is an element of `slots`. */
function elementOf(type: FieldType, part: string): FieldType {
  const depth = part.split('[]').length - 1;
  let element = type;
  for (let n = 0; n < depth && element.kind === 'array'; n++) element = element.element;
  return element;
}
