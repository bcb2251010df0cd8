/** A running session's memory, as a sample of it has it. */
import { Memory } from '../../shared/inspect/memory.ts';
import type { ObjectSample, SessionMeta, SessionSample } from '../../shared/trace/session.ts';
import { formatHex } from '../format.ts';

export function sampledMemory({ structs, globals, threads, callbacks }: SessionMeta, sample: SessionSample): Memory {
  const nameOf = ({ struct, address, thread }: Omit<ObjectSample, 'words'>): string => (thread === undefined ? `${struct} ${formatHex(address)}` : `${threads[thread]?.name}'s ${struct}`);
  const objects = sample.snapshot.map(({ words, ...of }) => ({ name: nameOf(of), struct: of.struct, address: of.address, freed: false, words: asSigned(words) }));
  const words = new Map(sample.globals.map((global) => [global.name, asSigned(global.words)]));
  // Those that were not looked at are left out.
  const known = globals.filter(({ name }) => words.has(name));
  return new Memory({ structs, globals: known, threads, callbacks }, { objects, globals: known.map(({ name }) => words.get(name)!) });
}

function asSigned(words: Uint32Array): Int32Array {
  return new Int32Array(words.buffer, words.byteOffset, words.length);
}
