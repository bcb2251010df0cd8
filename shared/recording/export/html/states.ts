/**
 * The states of a schedule as a page carries them: the first one whole, then what each step changes. What is known of a state is what
 * `Memory` (shared/inspect) takes.
 */
import type { ObjectState, PlayedState } from '../../../replay/state.ts';
import type { ExportedState } from '../subjects.ts';

export type PackedObject = [name: string, struct: string, address: number, freed: boolean, words: number[]];

export interface FirstState {
  objects: PackedObject[];
  globals: number[][];
}

export interface StateChange {
  /** Objects that are new, or whose freed mark changed, whole. */
  objects: PackedObject[];
  /** Of objects that were there before: address of the object, index of the word, its value. */
  words: [number, number, number][];
  /** Of globals: index of the global, index of the word, its value. */
  globals: [number, number, number][];
}

/** Where each thread stands: its number, its status, its place. */
export type PackedThreads = [thread: number, status: ExportedState['threads'][number]['status'], site: number][];

export function packFirst({ objects, globals }: ExportedState): FirstState {
  return { objects: objects.map(packObject), globals: globals.map((words) => [...words]) };
}

export function packThreads({ threads }: ExportedState): PackedThreads {
  return threads.map(({ thread, status, site }) => [thread, status, site]);
}

export function changeBetween(before: ExportedState, after: ExportedState): StateChange {
  const known = new Map(before.objects.map((o) => [o.address, o]));
  const change: StateChange = { objects: [], words: [], globals: [] };
  for (const object of after.objects) {
    const old = known.get(object.address);
    if (old?.name !== object.name || old.freed !== object.freed || old.struct !== object.struct) change.objects.push(packObject(object));
    else object.words.forEach((value, i) => value !== old.words[i] && change.words.push([object.address, i, value]));
  }
  after.globals.forEach((words, g) => words.forEach((value, i) => value !== before.globals[g]?.[i] && change.globals.push([g, i, value])));
  return change;
}

export type MemoryState = Pick<PlayedState, 'objects' | 'globals'>;

/** The states one after the other; those that did not change share their words. */
export function unpackStates(first: FirstState, changes: readonly StateChange[]): MemoryState[] {
  let state: MemoryState = { objects: first.objects.map(unpackObject), globals: first.globals.map((words) => Int32Array.from(words)) };
  const states = [state];
  for (const change of changes) states.push((state = applied(state, change)));
  return states;
}

function applied({ objects, globals }: MemoryState, change: StateChange): MemoryState {
  const byAddress = new Map(objects.map((o) => [o.address, o]));
  for (const object of change.objects) byAddress.set(object[2], unpackObject(object));
  const touched = new Set<number>();
  for (const [address, index, value] of change.words) {
    const object = byAddress.get(address);
    if (!object) continue;
    const own = touched.has(address) ? object : { ...object, words: object.words.slice() };
    own.words[index] = value;
    byAddress.set(address, own);
    touched.add(address);
  }
  const changed = new Set(change.globals.map(([g]) => g));
  const next = globals.map((words, g) => (changed.has(g) ? words.slice() : words));
  for (const [g, index, value] of change.globals) if (next[g]) next[g][index] = value;
  return { objects: [...byAddress.values()], globals: next };
}

function packObject({ name, struct, address, freed, words }: ObjectState): PackedObject {
  return [name, struct, address, freed, [...words]];
}

function unpackObject([name, struct, address, freed, words]: PackedObject): ObjectState {
  return { name, struct, address, freed, words: Int32Array.from(words) };
}
