/** What a thread is about to do, as it is told: kinds of steps, and the accesses that one makes. */
import type { Place, SiteId } from '../../../shared/dialect/ir.ts';

export interface Touch {
  op: 'load' | 'store' | 'rmw' | 'cmpxchg' | 'futexWait' | 'futexWake';
  place: Place;
  /** As it is used, also when nothing lies there. */
  address: number;
  before: number;
  after: number;
  /** Of a cmpxchg or a sleep: the value that it wants to find. */
  expected: number | null;
  site: SiteId;
  /** Of a load: from the thread's own store buffer. Of a store: into it, so that memory is as before. */
  buffered: boolean;
  /** Newer stores of the word that it misses, or that it takes its place before: then memory is as before, too. */
  behind: number;
}

export interface NextStep {
  /**
   * What it does: a single access, a wait until a condition holds, an atomic block, or going on after a sleep. `drain`: a store leaves its
   * thread's buffer; `barrier`: a full one; `local`: one begins; `last`: what comes when all threads have ended, where that touches nothing.
   */
  kind: 'access' | 'wait' | 'atomic' | 'drain' | 'barrier' | 'awake' | 'local' | 'last' | 'alloc' | 'free' | 'pick' | 'deadline' | 'ended';
  site: SiteId;
  /** Calls that it makes on the way there, innermost first. */
  calls: SiteId[];
  touches: Touch[];
  /** Of an allocation: the struct. */
  struct: string | null;
  /** Of a free: the object. */
  object: number;
  /** Of a store buffer: whose it is. */
  owner: number;
  /** Whether it is in one order with all full barriers. */
  ordered: boolean;
  /** Of a pick: how many there are to pick from. */
  n: number;
  /** What it touches is not all told: an atomic block that allocates or frees. */
  partial: boolean;
  /** Where it is more than one access and cannot be done to its end: its last access may not be made, or what comes after that fails. */
  stops: 'access' | 'after' | null;
}
