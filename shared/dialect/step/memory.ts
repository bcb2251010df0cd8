/**
 * Where the search keeps what, in one WebAssembly memory:
 *
 * ```
 *   ├ tables of the program ┼ contexts ┼ worker 0 ┼ worker 1 ┼ … ┼ stored: nodes, pairs, states, and an index of each ┤
 * ```
 * A worker's part is addressed from where it begins, and begins with the working state. What is stored has as much room as it may ever
 * take, but takes memory only as far as it is used.
 */
import type { Program } from '../ir.ts';
import { LOOKED } from './abi.ts';
import { coversOf, type Covers } from './covers.ts';
import { CHUNK, NULL_BYTES, type StepLayout } from './layout.ts';
import { type MemoLimits, placeMemo } from './memo.ts';
import { type Meets, meetsOf } from './meets.ts';
import { partsOf, sharedFrom } from './parts.ts';
import type { PcTable } from './regions.ts';
import { shapeOf, type Shape } from './shape.ts';
import { symmetryTables, type SymmetryTable, type SymmetryTables } from './symmetry/tables.ts';
import type { Symmetry } from './symmetry/symmetry.ts';
import { placeTables, QUEUE, TABLE_BYTES, TABLES, type TableRoom, tableRoom } from './tables.ts';
import { weakStores } from './weak/models.ts';
import { hasWriteBarrier } from './weak/views.ts';

const PAGE = 65536;
const CONTROL_BYTES = 256;
const FIRST = 1024;
const LOG_ENTRIES = 8192;
/** As in runtime/ahead.ts. */
const MOST_WAYS_AHEAD = 8;
/** As in runtime/depth.ts. */
const FRAME_BYTES = 16;
/** States of a level in which threads may sleep (runtime/sleep.ts): a share of all, between these. */
const STATES_PER_AWAKE = 6;
const LEAST_AWAKE = 65536;
const MOST_AWAKE = 4_000_000;
/** Actions cut off, of a pass that is amended (runtime/amend.ts). */
const MOST_CUT = 1 << 12;

export interface StepLimits {
  /** States that can be stored. */
  states: number;
  workers: number;
  /** States on the path of a depth-first search; 0 or none: it is not one. */
  path?: number;
  /** Whether steps may be joined (runtime/reduction.ts); true unless told. A search that joins none need not note what they touch. */
  reduces?: boolean;
  /** Lines that are told apart. */
  lines?: number;
  /** Slots of each index at the beginning; only tests of how they grow have less than is usual. */
  slots?: number;
  /** Room to remember actions in; only tests have less than is usual. */
  memo?: MemoLimits;
}

export interface StepMemory extends TableRoom {
  /** `$param` values. Those in `own` are told from where a worker's part begins. */
  parameters: Record<string, number>;
  own: ReadonlySet<string>;
  /** Where each worker's part begins. */
  workers: number[];
  shape: Shape;
  covers: Covers;
  meets: Meets;
  symmetry: SymmetryTables;
  /** How many states may be stored. */
  limits: { states: number };
  pages: number;
}

type Place = (name: string, bytes: number) => void;

/** What places are made for. */
interface Searched extends Pick<StepMemory, 'shape' | 'covers' | 'meets' | 'symmetry'> {
  program: Program;
  layout: StepLayout;
  regions: PcTable;
  /** Which threads may change places; `symmetry` are the tables of it. */
  alike: Symmetry;
  limits: StepLimits;
}

export function placeSearch(program: Program, layout: StepLayout, regions: PcTable, alike: Symmetry, limits: StepLimits): StepMemory {
  const parameters: Record<string, number> = {};
  /** Has `work` place things one after the other. Answers where they end, and what it answers. */
  const place = <T>(start: number, work: (place: Place) => T): { end: number; made: T } => {
    let end = start;
    const made = work((name, bytes) => {
      parameters[name] = end;
      end = Math.ceil((end + bytes) / 64) * 64;
    });
    return { end, made };
  };
  const parts = partsOf(layout);
  const shape = shapeOf(parts);
  const searched: Searched = { program, layout, regions, alike, limits, shape, covers: coversOf(layout, shape, parts), meets: meetsOf(layout), symmetry: symmetryTables(alike, layout, regions) };
  const { covers, meets, symmetry } = searched;
  const room = tableRoom(limits, layout.size / CHUNK, shape);
  const { states } = limits;
  const awakeMost = Math.min(Math.ceil(Math.max(states / STATES_PER_AWAKE, LEAST_AWAKE)), MOST_AWAKE);

  const all = place(FIRST, (at) => placeShared(at, searched));
  const before = new Set(Object.keys(parameters));
  const one = place(0, (at) => placeOwn(at, searched));
  const own = new Set(Object.keys(parameters).filter((name) => !before.has(name)));
  const workers = Array.from({ length: limits.workers }, (_, w) => all.end + w * one.end);
  const stored = place(all.end + limits.workers * one.end, (at) => {
    placeTables(at, room);
    at('awake', 2 * awakeMost * 4);
  });
  Object.assign(parameters, { ...one.made, awakeMost, ...figuresOf(searched) });
  return { parameters, own, workers, shape, covers, meets, symmetry, ...room, limits: { states }, pages: Math.ceil(stored.end / PAGE) };
}

/** Words of a bit for each program counter; none in a search that joins no steps. */
function pcWordsOf({ regions, limits }: Searched): number {
  return limits.reduces === false ? 0 : Math.ceil(regions.counters.length / 32);
}

/** What the program and the search have once. */
function placeShared(place: Place, of: Searched): void {
  const { program, layout, regions, limits, shape, covers, meets, symmetry } = of;
  const contexts = layout.threads.length * regions.counters.length;
  place('shared', 256);
  place('tables', TABLES.length * TABLE_BYTES);
  place('zeroes', 64);
  place('child', shape.child.byteLength);
  place('coverAt', covers.at.byteLength);
  place('covers', covers.words.byteLength);
  place('partWords', covers.parts?.byteLength ?? 0);
  place('covered', covers.chunks.byteLength);
  place('meetsAt', meets.bits.byteLength);
  place('up', shape.up.byteLength);
  place('locals', layout.threads.length * program.locals.length * 4);
  place('kinds', regions.counters.length * 4);
  place('rests', regions.counters.length * 4);
  place('instances', layout.threads.length * 4);
  place('entries', layout.threads.length * 4);
  place('bootEntries', 3 * 4);
  place('conditionEntries', program.conditions.length * 4);
  place('conditionSometimes', program.conditions.length * 4);
  place('conditionSeen', program.conditions.length * 4);
  place('declarations', layout.threads.length * 4);
  place('pools', layout.pools.length * 12);
  place('headers', layout.size);
  place('leaders', contexts * 4);
  place('usedContexts', contexts * 4);
  place('contexts', contexts * layout.size);
  for (const table of ['joinedFrom', 'keptOut']) place(table, contexts * pcWordsOf(of) * 4);
  for (const marks of ['outdated', 'redone']) place(marks, contexts * 4);
  for (const list of ['cut', 'cutBefore']) place(list, 4 + MOST_CUT * 4);
  for (const name of Object.keys(symmetry) as SymmetryTable[]) place(name, symmetry[name].byteLength);
  place('lines', (limits.lines ?? 0) * 4);
  place('path', ((limits.path ?? 0) + 1) * FRAME_BYTES);
}

/** What each worker has for itself; answers what the runtime asks for of its memo. */
function placeOwn(place: Place, { program, layout, regions, alike, limits, shape, covers, meets }: Searched): ReturnType<typeof placeMemo> {
  const chunks = layout.size / CHUNK;
  place('work', layout.size);
  place('control', CONTROL_BYTES);
  place('blocks', TABLES.length * 8);
  place('queue', QUEUE * 32);
  place('dirty', Math.ceil(chunks / 32) * 4);
  place('stale', Math.ceil(shape.groups / 32) * 4);
  place('pristine', layout.size);
  place('tree', shape.groups * 32);
  place('undo', (shape.groups * 8 + chunks) * 8 + 64);
  place('others', (layout.threads.length + 1) * 4);
  place('log', LOG_ENTRIES * 8);
  const remembered = placeMemo(place, program, layout, covers, regions.counters.length, limits.memo);
  place('meets', meets.bytes);
  place('meeting', layout.threads.length * 4);
  place('ahead', layout.threads.length * MOST_WAYS_AHEAD * 4);
  place('ways', layout.threads.length * 4);
  place('next', layout.threads.length * 4);
  place('checked', Math.ceil(program.properties.length / 32) * 4);
  place('looked', 4 + LOOKED * 8);
  const moves = alike.names ? layout.threads.length * 4 : 0;
  for (const name of ['who', 'to']) place(name, moves + (moves && 8));
  place('standing', layout.threads.length * 4 + 8);
  place('moving', Math.max(0, ...(alike.names?.parts ?? []).map(({ group, stride }) => stride * alike.groups[group]!.count)));
  return remembered;
}

/** What the runtime asks for that is no place: sizes and numbers. */
function figuresOf(of: Searched): Record<string, number> {
  const { program, layout, regions, alike, limits, shape, meets } = of;
  return {
    meetsBytes: meets.bytes, toldBytes: limits.reduces === false ? 0 : layout.threads.length * 16, common: sharedFrom(layout), globals: layout.globalsFrom,
    stateBytes: layout.size, dirtyWords: Math.ceil(layout.size / CHUNK / 32), nullBytes: layout.nullBytes, records: NULL_BYTES, recordBytes: layout.recordBytes, threads: layout.threads.length,
    groups: shape.groups, pairGroups: shape.pairs, staleWords: Math.ceil(shape.groups / 32),
    localSlots: program.locals.length, conditions: program.conditions.length, poolCount: layout.pools.length, declarationCount: program.threads.length, pcs: regions.counters.length, pcWords: pcWordsOf(of), mostCut: MOST_CUT,
    groupCount: alike.groups.length, partCount: alike.names?.parts.length ?? 0, nameCount: alike.names?.words.length ?? 0,
    pathFrames: limits.path ?? 0, reduces: Number(limits.reduces ?? true),
    ...(program.memory === 'sc' ? {} : { weak: layout.weak, weakStores: weakStores(layout.threads.length), keepsOwn: Number(hasWriteBarrier(program)) }),
  };
}
