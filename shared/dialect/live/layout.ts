/** Lays one program out in the live memory. */
import { threadCount, type Program } from '../ir.ts';
import { CONTROL, GRANULE, HISTOGRAM, THREAD, THREADS_BASE, type LiveLayout } from './abi.ts';
import { EVENT_BYTES } from './event-bytes.ts';
import type { LiveOptions } from './image.ts';

const PAGE = 65536;
/** Two words and 64 entries: see `$QUARANTINE_RING` in the runtime. */
const QUARANTINE_BYTES = 64 * 4 + 8;
/** Struct index of granules that hold globals and thread blocks. */
export const STATIC_STRUCT = 63;

function align(address: number, to: number): number {
  return Math.ceil(address / to) * to;
}

export function layoutLive(program: Program, options: LiveOptions): LiveLayout {
  const count = threadCount(program.threads);
  const structNames = [...program.structs.keys()];
  if (structNames.length > STATIC_STRUCT) throw new Error(`a program has at most ${STATIC_STRUCT} structs, this one has ${structNames.length}`);

  let block = THREAD.counters + program.counters.length * 8;
  const histograms = block;
  block = align(block + program.histograms.length * HISTOGRAM.bytes, 8);
  const quarantine = block;
  block = align(block + structNames.length * QUARANTINE_BYTES, GRANULE);
  const localSlots = program.locals.map((slot) => {
    const at = block;
    block = align(block + slot.size, GRANULE);
    return at;
  });
  // A page of its own each, so that no two threads' counters share a line, and a line of padding so that they do not share sets.
  const threadStride = align(block, 4096) + GRANULE;

  let at = align(THREADS_BASE + threadStride * count, GRANULE);
  const sizes = at;
  at = align(at + structNames.length * 4, GRANULE);
  const globals: Record<string, number> = {};
  for (const global of program.globals) {
    at = align(at, global.align);
    globals[global.name] = at;
    at += global.size;
  }
  const staticEnd = align(at, GRANULE);
  const ringEvents = options.mode === 'trace' ? (options.ringEvents ?? 65536) : 0;
  const ringBase = staticEnd;
  at = align(ringBase + ringEvents * EVENT_BYTES * count, GRANULE);
  const heapBytes = program.scenario.heapKb * 1024;
  const freeLinks = at;
  const shadowBase = align(freeLinks + heapBytes / 16, GRANULE);
  // The shadow covers everything below the heap's end, itself included: 4 bytes for each 64.
  const heapBase = align(Math.ceil(((shadowBase + heapBytes) * 16) / 15) - heapBytes, 4096) + 4096;
  const heapEnd = heapBase + heapBytes;
  return {
    threadCount: count, threadStride, histograms, localSlots, quarantine, ringBase, ringEvents, globals, sizes, staticEnd,
    freeLinks, shadowBase, heapBase, heapEnd, structNames, pages: Math.ceil(heapEnd / PAGE),
  };
}

/** Bytes an object of this struct occupies on the heap. */
export function slotBytes(size: number): number {
  return align(size, GRANULE);
}

/** Writes what the code expects to find: global initial values, slab sizes, the shadow of static storage. Needs a fresh memory. */
export function initialiseMemory(words: Int32Array, program: Program, layout: LiveLayout): void {
  words[CONTROL.heapNext >> 2] = layout.heapBase;
  for (const global of program.globals) if (global.initial !== 0) words[layout.globals[global.name]! >> 2] = global.initial;
  layout.structNames.forEach((name, i) => (words[(layout.sizes >> 2) + i] = slotBytes(program.structs.get(name)!.size)));
  const shadow = layout.shadowBase >> 2;
  words.fill(1 | (STATIC_STRUCT << 26), shadow + THREADS_BASE / GRANULE, shadow + layout.staticEnd / GRANULE);
}
