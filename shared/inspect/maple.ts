/** The tree of VMAs as its nodes lie in memory (shared/kernel/maple_tree.ts). */
import { WORD } from '../dialect/layout.ts';
import type { Memory } from './memory.ts';

export interface MapleNode {
  name: string;
  address: number;
  /** Height above the leaves. */
  level: number;
  /** Reached by a reader that is on its way, but freed. */
  freed: boolean;
  slots: MapleSlot[];
}

export interface MapleSlot {
  /** First and last address; of an inner node's slot only the last is kept. */
  first: number | null;
  last: number;
  /** A node one level down, or an entry: a VMA's name. */
  child: MapleNode | null;
  entry: string | null;
}

const DEEPEST = 10;

/** Null: the tree is empty. */
export function mapleTree(memory: Memory, mm: number): MapleNode | null {
  return node(memory, memory.field(mm, 'mm_struct', 'mm_mt.ma_root'), 0);
}

function node(memory: Memory, address: number, depth: number): MapleNode | null {
  const region = address === 0 ? undefined : memory.at(address);
  const layout = memory.structs.get('maple_node');
  if (!region || !layout || depth > DEEPEST) return null;
  const offset = (name: string): number => layout.fields.find((field) => field.name === name)!.offset;
  const level = memory.field(address, 'maple_node', 'level');
  const count = Math.max(0, Math.min(memory.field(address, 'maple_node', 'end'), layout.fields.find(({ name }) => name === 'slot')!.size / WORD));
  const slots = Array.from({ length: count }, (_, i): MapleSlot => {
    const pointer = memory.word(address + offset('slot') + i * WORD);
    return {
      first: level === 0 ? memory.word(address + offset('first') + i * WORD) >>> 0 : null,
      last: memory.word(address + offset('pivot') + i * WORD) >>> 0,
      child: level > 0 ? node(memory, pointer, depth + 1) : null,
      entry: level === 0 ? (memory.nameOf(pointer, 'vm_area_struct') ?? 'NULL') : null,
    };
  });
  return { name: region.name, address, level, freed: region.freed, slots };
}
