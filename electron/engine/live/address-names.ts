/** What an address of the shared memory is, in words: `vm_area_struct.vm_lock.count`, `the global mm`, `a local of munmap`. */
import { fieldPath, partAt } from '../../../shared/dialect/field-path.ts';
import { THREADS_BASE } from '../../../shared/dialect/live/abi.ts';
import type { LiveImage } from '../../../shared/dialect/live/image.ts';
import { hex } from '../../../shared/dialect/value-text.ts';
import type { Heap } from './heap.ts';

export function addressName(image: LiveImage, heap: Heap, address: number): string {
  return heapName(image, heap, address) ?? globalName(image, address) ?? localName(image, address) ?? hex(address);
}

function heapName(image: LiveImage, heap: Heap, address: number): string | undefined {
  const object = heap.objectAt(address);
  if (!object) return undefined;
  const field = fieldPath(image.program.structs, object.struct, address - object.address);
  return `${object.struct}${field ? `.${field}` : ''} (object at ${hex(object.address)})`;
}

function globalName(image: LiveImage, address: number): string | undefined {
  const { program, layout } = image;
  for (const { name, size, valueType } of program.globals) {
    const start = layout.globals[name];
    if (start === undefined || address < start || address >= start + size) continue;
    return `the global ${name}${partAt(program.structs, valueType, address - start)?.path ?? ''}`;
  }
  return undefined;
}

function localName(image: LiveImage, address: number): string | undefined {
  const { program, layout } = image;
  const offset = address - THREADS_BASE;
  if (offset < 0 || offset >= layout.threadCount * layout.threadStride) return undefined;
  const within = offset % layout.threadStride;
  const slot = program.locals.findIndex(({ size }, index) => {
    const start = layout.localSlots[index] ?? Infinity;
    return within >= start && within < start + size;
  });
  const local = program.locals[slot];
  if (!local) return undefined;
  const field = fieldPath(program.structs, local.struct, within - layout.localSlots[slot]!);
  return `${local.struct}${field ? `.${field}` : ''} (local to ${local.fn})`;
}
