/** A state, and its memory: which words there are, and what an access to one that there is not means. */
import type { Reg } from '../../../../../shared/dialect/ir.ts';
import type { ViolationKind } from '../../../../../shared/explore/verdict.ts';

export interface Frame {
  fn: string;
  block: number;
  at: number;
  regs: Record<Reg, number>;
}
export interface Thread {
  /** Rounds of its body still to begin or end; -1: for ever. */
  left: number;
  /** The address it sleeps on, or 0. */
  asleep: number;
  /** It has just been in futex_wait: to wake up is a step. */
  waking: boolean;
  stack: Frame[];
}
export interface State {
  /** Words that are not zero, by address. */
  memory: Record<number, number>;
  objects: Record<number, 'alive' | 'freed' | 'local'>;
  threads: Thread[];
}

export class Violation extends Error {
  constructor(readonly kind: ViolationKind | 'division-by-zero') {
    super(kind);
  }
}
/** More objects of a struct than there may be. */
export class PoolExhausted extends Error {}

/** Where things lie: far apart, so that no number that a program computes with is mistaken for an address. */
export const GLOBALS = 0x1000000;
export const LOCALS = 0x2000000;
const OBJECTS = 0x10000000;
export const ROOM = 0x1000;

/** An object that was never allocated, or is freed and nobody can reach any more: the lowest of every `of`th from `first` on, or else of all. */
export function allocate(state: State, struct: number, objects: number, first: number, of: number): number {
  const all = Array.from({ length: objects }, (_, n) => n);
  for (const n of [...all.filter((i) => first >= 0 && i % of === first), ...all]) {
    const address = OBJECTS + struct * 0x1000000 + n * ROOM;
    if (state.objects[address] === 'alive' || (state.objects[address] === 'freed' && isReferenced(state, address))) continue;
    state.objects[address] = 'alive';
    return address;
  }
  throw new PoolExhausted();
}

function isReferenced(state: State, object: number): boolean {
  const words = [...Object.values(state.memory), ...state.threads.flatMap((s) => [s.asleep, ...s.stack.flatMap((f) => Object.values(f.regs))])];
  return words.some((w) => w >= object && w < object + ROOM);
}

export function free(state: State, object: number): void {
  if (state.objects[object] === 'freed') throw new Violation('bad-free');
  checked(state, object);
  if (object < OBJECTS || object % ROOM !== 0) throw new Violation('bad-free');
  state.objects[object] = 'freed';
  for (const address of Object.keys(state.memory).map(Number)) if (address >= object && address < object + ROOM) delete state.memory[address];
}

export function read(state: State, address: number): number {
  return state.memory[checked(state, address)] ?? 0;
}

export function write(state: State, address: number, value: number): void {
  if (value === 0) delete state.memory[address];
  else state.memory[address] = value;
}

export function checked(state: State, address: number): number {
  if (address >= 0 && address < 64) throw new Violation('null-pointer');
  if (address >= OBJECTS) {
    const owner = state.objects[address - (address % ROOM)];
    if (owner === 'freed') throw new Violation('use-after-free');
    if (owner === undefined) throw new Violation('wild-pointer');
  } else if (address >= LOCALS) {
    // Its function has returned, or is yet to be called.
    if (state.objects[address - (address % ROOM)] === undefined) throw new Violation('use-after-free');
  } else if (address < GLOBALS) throw new Violation('wild-pointer');
  return address;
}
