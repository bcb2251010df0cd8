/** How much room each worker has to remember actions in (runtime/memo.ts, runtime/outcomes.ts). Memory is taken only as it is used. */
import type { Program } from '../ir.ts';
import type { Covers } from './covers.ts';
import { CHUNK, type StepLayout } from './layout.ts';

/** Of a bucket of branches, and of an entry for an outcome. */
const MEMO_ENTRY_BYTES = 64;

export interface MemoLimits {
  /** Buckets of the decision tree's branches, four to each, and entries for outcomes. */
  buckets: number;
  outcomes: number;
  /** Of the leaves. */
  bytes: number;
  /** Buckets and outcomes are fewer by so many bits until that is too few; an even number. */
  spared: number;
}

/** More would be in no cache of a processor; with a quarter of it one action in ten is forgotten, with twice as much none is found sooner. */
const USUAL: MemoLimits = { buckets: 32 * 1024, outcomes: 32 * 1024, bytes: 32 * 1024 * 1024, spared: 4 };
/** With a weaker memory model nothing is remembered: what an access finds is not in its chunk alone. */
const NONE: MemoLimits = { buckets: 0, outcomes: 0, bytes: 0, spared: 0 };

/** Places what a worker needs; returns what the runtime asks for. `counters`: program counters that there are. */
export function placeMemo(place: (name: string, bytes: number) => void, program: Program, layout: StepLayout, covers: Covers, counters: number, limits = USUAL): { memoBuckets: number; memoBytes: number; memoSpared: number; outcomeCount: number } {
  const chunks = layout.size / CHUNK;
  const { buckets, outcomes, bytes, spared } = program.memory === 'sc' ? limits : NONE;
  const outcomeCount = covers.parts ? outcomes : 0;
  place('memoIndex', buckets * MEMO_ENTRY_BYTES);
  place('memo', bytes);
  place('outcomes', outcomeCount * MEMO_ENTRY_BYTES);
  place('keys', layout.threads.length * 32);
  place('found', layout.threads.length * 4);
  place('stands', layout.threads.length * counters * 4);
  place('touched', Math.ceil(chunks / 32) * 4);
  place('touches', (covers.words.length + chunks) * 4);
  return { memoBuckets: buckets, memoBytes: bytes, memoSpared: spared, outcomeCount };
}
