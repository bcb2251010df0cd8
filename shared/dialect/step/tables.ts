/** The tables of what the search stores: nodes, pairs, states. How much of each there is room for, and what an empty one looks like. */
import { CHUNK } from './layout.ts';

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

/** As in runtime/table.ts: the bytes of a table's description, its first place, a block of places, and roots that are stored at once. */
export const TABLE_BYTES = 128;
export const FIRST_PLACE = 16;
const BLOCK = 64;
export const QUEUE = 64;
/** Slots of an index that are looked at together. */
const BUCKET = 16;
/** Slots of each index at the beginning: there are many more states than what they are made of. */
const SLOTS: Record<TableName, number> = { nodes: 2048, pairs: 2048, states: 64 * 1024 };

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

export interface TableRoom {
  /** Places of each table that are kept for what is under way when it is found to be too full. */
  reserve: number;
  tables: Record<TableName, TableLimits>;
  /** Slots of each index at the beginning. */
  slots: Record<TableName, number>;
}

/** @param slots of each index at the beginning; undefined: as usual. */
export function tableRoom({ states, workers, slots }: { states: number; workers: number; slots?: number | undefined }, chunks: number, { groups, pairs }: { groups: number; pairs: number }): TableRoom {
  const reserve = workers * (BLOCK + QUEUE + groups + 2 * chunks);
  const table = (entries: number): TableLimits => {
    const most = Math.ceil(entries) + reserve + FIRST_PLACE;
    return { most, slots: Math.ceil(((most + reserve) * SLOTS_PER_ENTRY) / BUCKET) * BUCKET };
  };
  const more = Math.max(states - MANY_STATES, 0);
  const share = (perState: number, perMore: number): TableLimits => table((states - more) * perState + more * perMore + LEAST);
  return {
    reserve,
    tables: {
      nodes: share(NODES_PER_STATE, NODES_PER_MORE),
      pairs: pairs === 1 ? table(BLOCK) : share(PAIRS_PER_STATE, PAIRS_PER_MORE),
      states: table(states + Math.min(states * HOLES_PER_STATE, MOST_HOLES) + LEAST),
    },
    slots: slots === undefined ? SLOTS : { nodes: slots, pairs: slots, states: slots },
  };
}

/** Places the tables and their indexes. */
export function placeTables(place: (name: string, bytes: number) => void, { tables }: TableRoom): void {
  place('nodes', tables.nodes.most * CHUNK);
  place('nodeIndex', tables.nodes.slots * 4);
  place('pairs', tables.pairs.most * 8);
  place('pairIndex', tables.pairs.slots * 4);
  place('roots', tables.states.most * 8);
  place('stateIndex', tables.states.slots * 4);
  place('parents', Math.ceil(tables.states.most / STATES_PER_PARENT) * 4);
}

/** Describes a table with nothing in it, whose index has `capacity` slots; its index and its entries must be zeros. */
export function emptyTable(words: Int32Array, { parameters, tables, slots, reserve }: TableRoom & { parameters: Record<string, number> }, name: TableName, capacity = Math.min(slots[name], tables[name].slots)): void {
  const { most, slots: mostSlots } = tables[name];
  const growAt = capacity - (capacity >>> 3) - reserve;
  const at = (parameters.tables! + TABLES.findIndex((t) => t.name === name) * TABLE_BYTES) / 4;
  words.set([capacity, 32 - Math.clz32(capacity), growAt, most, mostSlots, reserve], at);
  words[at + 16] = FIRST_PLACE;
}
