/** One state of a schedule as it is played: plain data, as the window inspects it. */
import type { Site, SiteId } from '../dialect/ir.ts';
import type { FieldType, StructLayout } from '../dialect/layout.ts';
import type { Blocked } from '../explore/verdict.ts';

/** `blocked`: at a condition that does not hold, or a lock; `asleep`: until it is woken. */
export type ThreadStatus = 'ready' | 'blocked' | 'asleep' | 'ended';

/** What does not change while a schedule is played. */
export interface PlayedProgram {
  structs: StructLayout[];
  /** `address`: of its first word. `size`: in bytes. */
  globals: { name: string; address: number; size: number; type: FieldType }[];
  /** By their number. */
  threads: { name: string; kind: 'boot' | 'thread' | 'kthread' | 'observer' }[];
  /** Names of the static callbacks by their value; 0 is none. */
  callbacks: string[];
}

/** A page fault that is under way. */
export interface FaultAt {
  address: number;
  /** Of its mm_struct; null: not known. */
  mm: number | null;
}

export interface ThreadState {
  thread: number;
  status: ThreadStatus;
  /** Where its next step is: an index into `PlayedState.sites`, whose `caller`s are the calls around it. -1: nowhere. */
  site: SiteId;
  /** What its next step would do, in words; null unless it is ready. */
  next: string | null;
  /** How many ways its next step can go: 1 unless it chooses (`pick`, a deadline, whom to wake). 0 when it is not ready. */
  choices: number;
  /** Each of these ways in words; where there are very many, the first of them. */
  ways: string[];
  /** What it waits for, and who could end that; null unless it waits. */
  waits: Blocked | null;
  /** Where it faults; null where it does not. */
  faults: FaultAt | null;
}

/** An object that is, or was, allocated. */
export interface ObjectState {
  /** `vm_area_struct #0` */
  name: string;
  struct: string;
  /** Of its first byte: what pointers to it hold. */
  address: number;
  freed: boolean;
  /** All of its words. */
  words: Int32Array;
}

export interface PlayedState {
  /** Steps taken. */
  step: number;
  threads: ThreadState[];
  objects: ObjectState[];
  /** The words of each of `PlayedProgram.globals`. */
  globals: Int32Array[];
  /** What `ThreadState.site` names. */
  sites: Site[];
  /** What is wrong here, in words; null: nothing. */
  fault: string | null;
  /** Whether every scenario thread has ended. */
  over: boolean;
}
