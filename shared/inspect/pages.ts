/** The pages that are present in an address space, by a walk of its page tables (shared/kernel/pgtable.ts). */
import { WORD } from '../dialect/layout.ts';
import type { Memory } from './memory.ts';

export interface PresentPage {
  /** Virtual, of its first byte. */
  address: number;
  /** `page #0` */
  frame: string;
  writable: boolean;
  /** `pte_table #0` */
  table: string;
}

const PAGE_SHIFT = 12;
/** Of the tables of PTEs, from the top level's on. */
const SHIFTS = [27, 22, 17];

/** By address. */
export function presentPages(memory: Memory, mm: number): PresentPage[] {
  const pages: PresentPage[] = [];
  walk(memory, memory.field(mm, 'mm_struct', 'pgd'), 0, 0, pages);
  return pages;
}

function walk(memory: Memory, table: number, level: number, from: number, pages: PresentPage[]): void {
  const region = table === 0 ? undefined : memory.at(table);
  if (!region) return;
  const shift = SHIFTS[level];
  const field = memory.structs.get(shift === undefined ? 'pte_table' : 'pgtable')?.fields.find(({ name }) => name === (shift === undefined ? 'pte' : 'slot'));
  if (!field || field.type.kind !== 'array') return;
  const stride = field.size / field.type.length;
  for (let i = 0; i < field.type.length; i++) {
    const at = table + field.offset + i * stride;
    const first = memory.word(at);
    if (first === 0) continue;
    if (shift === undefined) pages.push({ address: (from + (i << PAGE_SHIFT)) >>> 0, frame: memory.nameOf(first, 'page') ?? 'no frame', writable: (memory.word(at + WORD) & 1) !== 0, table: region.name });
    else walk(memory, first, level + 1, (from + (i << shift)) >>> 0, pages);
  }
}
