/**
 * Where a state names threads, and which parts of it belong to one thread, as tables for the search (runtime/symmetry.ts).
 *
 * ```
 *   parts   of each group, one behind the other for its threads:  ├ record 1 ┼ record 2 ┤   ├ locals 1 ┼ locals 2 ┤   ├ a[1] ┼ a[2] ┤
 *   names   words of globals, locals, elements and objects that are a name or an address into such a part
 *   frames  the same for what a thread has in its frames, by its program counter and those it is to return to
 * ```
 */
import type { Program, Reg } from '../../ir.ts';
import type { FieldType } from '../../layout.ts';
import { elementStride, WORD } from '../../layout.ts';
import { type Frame, without } from '../frames.ts';
import { RECORD, type StepLayout } from '../layout.ts';
import type { Flow } from './flow.ts';
import type { Code, Kind } from './kinds.ts';
import type { Group } from './symmetry.ts';

/** What belongs to the threads of a group: `stride` bytes each, the first thread's at `base`. */
export interface Part {
  group: number;
  base: number;
  stride: number;
}

/** A word that is renamed: 0 is an address, any other number 1 + the index of a code. */
export interface Name {
  at: number;
  how: number;
}

export interface Names {
  /** The record of a thread is the first part of its group; those of a group come together. */
  parts: Part[];
  codes: Code[];
  /** By address in the state. */
  words: Name[];
  /** By function and block (a program counter), by offset in the thread's record; with where the frame keeps the place to return to. */
  frames: Map<string, Map<number, { names: Name[]; back: number }>>;
}

/** Null for what is no name, or a code that is not in the list. */
export function howIsNamed(kind: Kind, codes: readonly Code[]): number | null {
  if (kind.is === 'pointer') return 0;
  const known = kind.is === 'code' ? codes.findIndex((c) => c.times === kind.times && c.bias === kind.bias) : -1;
  return known < 0 ? null : known + 1;
}

/** Null where a word is taken for two kinds of names, or a name may be taken for an object's address. */
export function namesOf(flow: Flow, groups: readonly Group[], program: Program, frames: ReadonlyMap<string, Frame>, layout: StepLayout): Names | null {
  const codes: Code[] = [];
  const howOf = (kind: Kind): number | null => howIsNamed(kind, codes) ?? (kind.is === 'code' ? codes.push(kind) : null);
  const words: Name[] = [];
  let clash = false;
  const walk = new Words(program, (keys, at) => {
    const hows = new Set(keys.map((key) => howOf(flow.word(key))).filter((how) => how !== null));
    clash ||= hows.size > 1;
    for (const how of hows) words.push({ at, how });
  });
  for (const g of program.globals) walk.type('globals', g.name, g.valueType, layout.globals[g.name]!);
  for (const t of layout.threads) for (const [slot, at] of t.locals) walk.struct(program.locals[slot]!.struct, at);
  for (const pool of layout.pools) for (let i = 0; i < pool.count; i++) walk.struct(pool.struct, pool.base + i * pool.stride + WORD);
  const inFrames = new Map([...frames.values()].map((frame) => [frame.fn, inFrame(frame, flow, howOf)]));
  // An object is not taken again while any word could be its address (runtime/objects.ts), whatever it means.
  const leastObject = Math.min(...layout.pools.map(({ base }) => base));
  clash ||= codes.some(({ times, bias }) => (layout.threads.length + bias + 1) * times > leastObject);
  return clash ? null : { parts: partsOf(flow, groups, layout), codes, words, frames: inFrames };
}

function partsOf(flow: Flow, groups: readonly Group[], layout: StepLayout): Part[] {
  return groups.flatMap(({ first }, group) => {
    const thread = layout.threads[first]!;
    const { from, bytes } = thread.own;
    const locals = bytes > 0 ? [{ group, base: from, stride: bytes }] : [];
    const elements = [...flow.arrays.values()].map(({ global, stride, bias }) => ({ group, base: layout.globals[global]! + (first + bias) * stride, stride }));
    return [{ group, base: thread.record, stride: layout.recordBytes }, ...locals, ...elements];
  });
}

/** For each place where a thread may stand in a function, what its frame then holds. */
function inFrame(frame: Frame, flow: Flow, howOf: (kind: Kind) => number | null): Map<number, { names: Name[]; back: number }> {
  const { fn, entries, live, slots, returns, base, paramCount } = frame;
  const back = RECORD.frames + base * WORD;
  return new Map(entries.map((block) => {
    const registers = new Set<Reg>(without(live[block]!, returns.get(block) ?? null));
    // A caller leaves all arguments there, needed or not.
    if (block === 0) for (let p = 0; p < paramCount; p++) registers.add(p);
    const names = [...registers].flatMap((r): Name[] => {
      const [slot, how] = [slots.get(r), howOf(flow.register(fn, r))];
      return slot === undefined || how === null ? [] : [{ at: back + (1 + slot) * WORD, how }];
    });
    return [block, { names, back }];
  }));
}

/** Goes through all words of a variable or a struct, by their keys (words.ts). */
class Words {
  constructor(
    private readonly program: Program,
    private readonly each: (keys: readonly string[], at: number) => void,
  ) {}

  struct(name: string, at: number): void {
    for (const field of this.program.structs.get(name)?.fields ?? []) this.type(name, field.name, field.type, at + field.offset);
  }

  /** What is one word is accessed as a whole, or by its field. */
  private embedded(owner: string, name: string, struct: string, at: number): void {
    const { size, fields } = this.program.structs.get(struct)!;
    if (size === WORD && fields.length === 1) this.each([`${owner}.${name}`, `${struct}.${fields[0]!.name}`], at);
    else this.struct(struct, at);
  }

  type(owner: string, name: string, type: FieldType, at: number): void {
    if (type.kind === 'embedded') this.embedded(owner, name, type.struct, at);
    else if (type.kind !== 'array') this.each([`${owner}.${name}`], at);
    else for (let i = 0; i < type.length; i++) this.type(owner, `${name}[]`, type.element, at + i * elementStride(type.element, sizeOf(type.element, this.program)));
  }
}

function sizeOf(type: FieldType, { structs }: Program): number {
  switch (type.kind) {
    case 'embedded': return structs.get(type.struct)!.size;
    case 'array': return type.length * elementStride(type.element, sizeOf(type.element, { structs } as Program));
    default: return WORD;
  }
}
