/** The tree of VMAs as its nodes lie in memory (shared/kernel/maple_tree.ts). */
import { WORD } from '../dialect/layout.ts';
import { fieldWords, isA, type Memory, type Region } from './memory.ts';

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

/** The VMAs that the tree leads to, by address; null where not all of it can be followed, as when it was sampled while it changed. */
export function treeEntries(memory: Memory, mm: Region): ReadonlySet<number> | null {
  const entries = new Set<number>();
  const root = memory.fieldOf(mm, 'mm_struct', 'mm_mt.ma_root');
  return root === 0 || collect(memory, root, 0, entries) ? entries : null;
}

function collect(memory: Memory, address: number, depth: number, into: Set<number>): boolean {
  const region = memory.at(address);
  const slots = fieldWords(memory.structs, 'maple_node', 'slot');
  if (!region || region.freed || !isA(region, 'maple_node') || !slots || depth > DEEPEST) return false;
  const leaf = memory.fieldOf(region, 'maple_node', 'level') === 0;
  const count = Math.max(0, Math.min(memory.fieldOf(region, 'maple_node', 'end'), slots.count));
  for (const pointer of region.words.subarray(slots.first, slots.first + count)) {
    if (leaf) into.add(pointer);
    else if (!collect(memory, pointer, depth + 1, into)) return false;
  }
  return true;
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
