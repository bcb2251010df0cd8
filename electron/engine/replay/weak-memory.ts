/**
 * What threads find where memory is not sequentially consistent: read from the state that a run is in, as the compiled step is about to
 * (runtime/tso.ts, runtime/views.ts).
 */
import type { AccessInstr } from '../../../shared/dialect/ir.ts';
import { BUFFER_BYTES, MOST_STORES, orderNumber, SET_BYTES, STORE_BYTES, THREAD_VIEWS, VIEWS_BYTES, weakStores } from '../../../shared/dialect/step/weak/models.ts';
import type { StepRun } from './step-run.ts';

export interface Buffered {
  address: number;
  value: number;
}

/** What an access finds. */
export interface Found {
  value: number;
  /** It is the thread's own store, still in its store buffer. */
  own: boolean;
  /** Newer stores of the word that it misses, or that a store takes its place before. */
  behind: number;
}

type Access = Exclude<AccessInstr, { op: 'fence' }>;

/** What is in a thread's store buffer, the oldest first. */
export function bufferOf(run: StepRun, thread: number): Buffered[] {
  const buffer = run.image.layout.weak + thread * BUFFER_BYTES;
  return Array.from({ length: run.word(buffer) }, (_, n) => ({ address: run.word(buffer + 8 + n * 8), value: run.word(buffer + 12 + n * 8) }));
}

/** What a thread's access is about to find, by the program's memory model. */
export function find(run: StepRun, thread: number, i: Access, address: number, choice: number): Found {
  switch (run.image.program.memory) {
    case 'sc': return { value: run.word(address), own: false, behind: 0 };
    case 'tso': return findBuffered(run, thread, address);
    case 'lkmm-ra': return findViewed(run, thread, i, address, choice);
  }
}

/** As the thread finds it in memory, or in its own store buffer. */
function findBuffered(run: StepRun, thread: number, address: number): Found {
  const own = bufferOf(run, thread).findLast((each) => each.address === address);
  return { value: own?.value ?? run.word(address), own: own !== undefined, behind: 0 };
}

const ATTACHED = 1;
const COMMON = 2;
const FULL = orderNumber('full');
const BEFORE = 4;

/** The one that a choice means. A store, and what an atomic operation stores, come right behind it. */
function findViewed(run: StepRun, thread: number, i: Access, address: number, choice: number): Found {
  const { weak, threads } = run.image.layout;
  const newest = { value: run.word(address), own: false, behind: 0 };
  const stores = weak + weakStores(threads.length);
  const at = (n: number): number => stores + n * STORE_BYTES;
  const own = Array.from({ length: MOST_STORES }, (_, n) => n).filter((n) => (run.word(at(n)) & ~3) === address);
  if (own.length === 0 || thread === 0 || ('newest' in i && i.newest)) return newest;
  const view = weak + VIEWS_BYTES + thread * THREAD_VIEWS;
  const seen = view + SET_BYTES;
  const ordered = i.op !== 'load' && i.op !== 'store' && orderNumber(i.order) === FULL;
  const sets = i.op === 'load' ? [view] : ordered ? [view, seen, weak] : [view, seen];
  const isKnown = (n: number): boolean => sets.some((set) => ((run.word(set + (n >>> 5) * 4) >>> (n & 31)) & 1) !== 0);
  const known = own.findLastIndex((n) => isKnown(n) || (run.word(at(n)) & COMMON) !== 0) + 1;
  // Positions behind one of its stores, the newest first; nothing comes between an atomic operation and what it has read.
  const places = Array.from({ length: own.length - known + 1 }, (_, behind) => behind).filter((behind) => behind === 0 || i.op === 'load' || (run.word(at(own[own.length - behind]!)) & ATTACHED) === 0);
  const behind = places[choice % places.length]!;
  return behind === 0 ? newest : { value: run.word(at(own[own.length - behind]!) + BEFORE), own: false, behind };
}
