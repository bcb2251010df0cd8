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
/** How much is stored at most beside the states themselves: shares of it, and what even the smallest search has room for. */
const NODES_PER_STATE = 0.5;
const PAIRS_PER_STATE = 2;
const LEAST = 65536;
/** What more states than that are made of there is once already, mostly: of two faults against two writers in full detail, 180 million states take 14.5 bytes each, all told. */
const MANY_STATES = 12_000_000;
const NODES_PER_MORE = 0.01;
const PAIRS_PER_MORE = 0.3;
/** Places of states that stay empty as a level ends before a worker's block does: a share of all, and no more than so many. */
const HOLES_PER_STATE = 0.1;
const MOST_HOLES = 2_000_000;
/** Slots of an index for each entry at most: it grows when seven eighths are used. */
const SLOTS_PER_ENTRY = 1.15;

/** States of a level in which threads may sleep (runtime/sleep.ts): a share of all, and no more than so many. */
const STATES_PER_AWAKE = 6;
const MOST_AWAKE = 4_000_000;

/** As in runtime/table.ts: the bytes of a table's description, its first place, a block of places, and roots that are stored at once. */
export const TABLE_BYTES = 128;
export const FIRST_PLACE = 16;
const BLOCK = 64;
const QUEUE = 64;
/** Slots of an index that are looked at together. */
const BUCKET = 16;
/** Slots of each index at the beginning: there are many more states than what they are made of. */
const SLOTS: Record<TableName, number> = { nodes: 2048, pairs: 2048, states: 64 * 1024 };

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

/** What there is of a table at most. */
interface TableLimits {
  /** Places, whether used or not. */
  most: number;
  /** Slots of its index. */
  slots: number;
}

export type TableName = 'nodes' | 'pairs' | 'states';
/** In the order of their descriptions, with the bytes of an entry. */
export const TABLES: readonly { name: TableName; index: string; bytes: number }[] = [
  { name: 'nodes', index: 'nodeIndex', bytes: CHUNK }, { name: 'pairs', index: 'pairIndex', bytes: 8 }, { name: 'states', index: 'stateIndex', bytes: 8 },
];
/** States of which one parent is kept (runtime/table.ts). */
export const STATES_PER_PARENT = 16;

export interface StepMemory {
  /** `$param` values. Those in `own` are told from where a worker's part begins. */
  parameters: Record<string, number>;
  own: ReadonlySet<string>;
  /** Where each worker's part begins. */
  workers: number[];
  shape: Shape;
  covers: Covers;
  meets: Meets;
  symmetry: SymmetryTables;
  /** Places of each table that are kept for what is under way when it is found to be too full. */
  reserve: number;
  tables: Record<TableName, TableLimits>;
  /** Slots of each index at the beginning. */
  slots: Record<TableName, number>;
  /** How many states may be stored. */
  limits: { states: number };
  pages: number;
}

export function placeSearch(program: Program, layout: StepLayout, regions: PcTable, symmetry: Symmetry, limits: StepLimits): StepMemory {
  const parameters: Record<string, number> = {};
  const placer = (start: number) => {
    let at = start;
    return {
      place: (name: string, bytes: number): void => {
        parameters[name] = at;
        at = Math.ceil((at + bytes) / 64) * 64;
      },
      end: () => at,
    };
  };
  const chunks = layout.size / CHUNK;
  const parts = partsOf(layout);
  const shape = shapeOf(parts);
  const covers = coversOf(layout, shape, parts);
  const meets = meetsOf(layout);
  const contexts = layout.threads.length * regions.counters.length;
  const reserve = limits.workers * (BLOCK + QUEUE + shape.groups + 2 * chunks);
  const { states } = limits;
  const table = (entries: number): TableLimits => {
    const most = Math.ceil(entries) + reserve + FIRST_PLACE;
    return { most, slots: Math.ceil(((most + reserve) * SLOTS_PER_ENTRY) / BUCKET) * BUCKET };
  };
  const more = Math.max(states - MANY_STATES, 0);
  const share = (perState: number, perMore: number): TableLimits => table((states - more) * perState + more * perMore + LEAST);
  const tables = { nodes: share(NODES_PER_STATE, NODES_PER_MORE), pairs: shape.pairs === 1 ? table(BLOCK) : share(PAIRS_PER_STATE, PAIRS_PER_MORE), states: table(states + Math.min(states * HOLES_PER_STATE, MOST_HOLES) + LEAST) };

  const all = placer(FIRST);
  all.place('shared', 256);
  all.place('tables', TABLES.length * TABLE_BYTES);
  all.place('zeroes', 64);
  all.place('child', shape.child.byteLength);
  all.place('coverAt', covers.at.byteLength);
  all.place('covers', covers.words.byteLength);
  all.place('partWords', covers.parts?.byteLength ?? 0);
  all.place('covered', covers.chunks.byteLength);
  all.place('meetsAt', meets.bits.byteLength);
  all.place('up', shape.up.byteLength);
  all.place('locals', layout.threads.length * program.locals.length * 4);
  all.place('kinds', regions.counters.length * 4);
  all.place('rests', regions.counters.length * 4);
  all.place('instances', layout.threads.length * 4);
  all.place('entries', layout.threads.length * 4);
  all.place('bootEntries', 3 * 4);
  all.place('conditionEntries', program.conditions.length * 4);
  all.place('conditionSometimes', program.conditions.length * 4);
  all.place('conditionSeen', program.conditions.length * 4);
  all.place('declarations', layout.threads.length * 4);
  all.place('pools', layout.pools.length * 12);
  all.place('headers', layout.size);
  all.place('leaders', contexts * 4);
  all.place('usedContexts', contexts * 4);
  all.place('contexts', contexts * layout.size);
  const pcWords = limits.reduces === false ? 0 : Math.ceil(regions.counters.length / 32);
  for (const table of ['joinedFrom', 'keptOut']) all.place(table, contexts * pcWords * 4);
  for (const marks of ['outdated', 'redone']) all.place(marks, contexts * 4);
  for (const list of ['cut', 'cutBefore']) all.place(list, 4 + MOST_CUT * 4);
  const tellsAlike = symmetryTables(symmetry, layout, regions);
  for (const name of Object.keys(tellsAlike) as SymmetryTable[]) all.place(name, tellsAlike[name].byteLength);
  all.place('lines', (limits.lines ?? 0) * 4);
  all.place('path', ((limits.path ?? 0) + 1) * FRAME_BYTES);
  const before = new Set(Object.keys(parameters));

  const one = placer(0);
  one.place('work', layout.size);
  one.place('control', CONTROL_BYTES);
  one.place('blocks', TABLES.length * 8);
  one.place('queue', QUEUE * 32);
  one.place('dirty', Math.ceil(chunks / 32) * 4);
  one.place('stale', Math.ceil(shape.groups / 32) * 4);
  one.place('pristine', layout.size);
  one.place('tree', shape.groups * 32);
  one.place('undo', (shape.groups * 8 + chunks) * 8 + 64);
  one.place('others', (layout.threads.length + 1) * 4);
  one.place('log', LOG_ENTRIES * 8);
  const remembered = placeMemo((name, bytes) => one.place(name, bytes), program, layout, covers, regions.counters.length, limits.memo);
  one.place('meets', meets.bytes);
  one.place('meeting', layout.threads.length * 4);
  one.place('ahead', layout.threads.length * MOST_WAYS_AHEAD * 4);
  one.place('ways', layout.threads.length * 4);
  one.place('next', layout.threads.length * 4);
  one.place('checked', Math.ceil(program.properties.length / 32) * 4);
  one.place('looked', 4 + LOOKED * 8);
  const moves = symmetry.names ? layout.threads.length * 4 : 0;
  for (const name of ['who', 'to']) one.place(name, moves + (moves && 8));
  one.place('standing', layout.threads.length * 4 + 8);
  one.place('moving', Math.max(0, ...(symmetry.names?.parts ?? []).map(({ group, stride }) => stride * symmetry.groups[group]!.count)));
  const own = new Set(Object.keys(parameters).filter((name) => !before.has(name)));
  const workers = Array.from({ length: limits.workers }, (_, w) => all.end() + w * one.end());

  const stored = placer(all.end() + limits.workers * one.end());
  stored.place('nodes', tables.nodes.most * CHUNK);
  stored.place('nodeIndex', tables.nodes.slots * 4);
  stored.place('pairs', tables.pairs.most * 8);
  stored.place('pairIndex', tables.pairs.slots * 4);
  stored.place('roots', tables.states.most * 8);
  stored.place('stateIndex', tables.states.slots * 4);
  stored.place('parents', Math.ceil(tables.states.most / STATES_PER_PARENT) * 4);
  const awakeMost = Math.min(Math.ceil(Math.max(states / STATES_PER_AWAKE, LEAST)), MOST_AWAKE);
  stored.place('awake', 2 * awakeMost * 4);

  Object.assign(parameters, {
    ...remembered, awakeMost, meetsBytes: meets.bytes, toldBytes: limits.reduces === false ? 0 : layout.threads.length * 16, common: sharedFrom(layout),
    stateBytes: layout.size, dirtyWords: Math.ceil(chunks / 32), records: NULL_BYTES, recordBytes: layout.recordBytes, threads: layout.threads.length,
    groups: shape.groups, pairGroups: shape.pairs, staleWords: Math.ceil(shape.groups / 32),
    localSlots: program.locals.length, conditions: program.conditions.length, poolCount: layout.pools.length, declarationCount: program.threads.length, pcs: regions.counters.length, pcWords, mostCut: MOST_CUT,
    groupCount: symmetry.groups.length, partCount: symmetry.names?.parts.length ?? 0, nameCount: symmetry.names?.words.length ?? 0,
    pathFrames: limits.path ?? 0, reduces: Number(limits.reduces ?? true),
    ...(program.memory === 'sc' ? {} : { weak: layout.weak, weakStores: weakStores(layout.threads.length), keepsOwn: Number(hasWriteBarrier(program)) }),
  });
  return { parameters, own, workers, shape, covers, meets, symmetry: tellsAlike, reserve, tables, slots: limits.slots === undefined ? SLOTS : { nodes: limits.slots, pairs: limits.slots, states: limits.slots }, limits: { states }, pages: Math.ceil(stored.end() / PAGE) };
}
