/** The memory of a session that is stuck, as an inspector reads it (shared/inspect): nothing is copied, and nothing was kept for it while the session ran. */
import { Memory } from '../../../shared/inspect/memory.ts';
import type { ObjectState } from '../../../shared/replay/state.ts';
import { hex } from '../../../shared/dialect/value-text.ts';
import type { Scene } from './explain.ts';
import { eachLocal } from './locals.ts';

/** Of a heap with more objects than this, the others have no names. */
const MOST_OBJECTS = 100_000;

export function stuckMemory({ image, heap, threads, buffer }: Scene): Memory {
  const { program, layout } = image;
  const words = (address: number, bytes: number): Int32Array => new Int32Array(buffer, address, bytes >> 2);
  const globals = program.globals.map(({ name, size, valueType }) => ({ name, size, type: valueType, address: layout.globals[name]! }));
  const objects: ObjectState[] = [];
  heap.forEach((index, address) => {
    const struct = layout.structNames[index]!;
    const size = program.structs.get(struct)?.size ?? 0;
    if (size > 0 && objects.length < MOST_OBJECTS) objects.push({ name: `${struct} ${hex(address)}`, struct, address, freed: false, words: words(address, size) });
  });
  eachLocal(image, threads.length, (thread, struct, address, size) => {
    objects.push({ name: `${threads[thread]!.name}'s ${struct}`, struct, address, freed: false, words: words(address, size) });
  });
  return new Memory(
    { structs: [...program.structs.values()], globals, threads: [...threads], callbacks: program.callbacks },
    { objects, globals: globals.map(({ address, size }) => words(address, size)) },
  );
}
