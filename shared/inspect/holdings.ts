/**
 * What each thread holds, by the calls it made: from the variables that the protocol's observers keep for its properties
 * (shared/kernel/properties/ghost.ts). Explored programs have them, live ones do not.
 */
import { WORD } from '../dialect/layout.ts';
import type { Memory } from './memory.ts';
import { sectionsOf } from './sections.ts';

export interface Holding {
  thread: string;
  /** `reads vm_area_struct #0`, `mmap_lock for write`, `RCU section …` */
  holds: string[];
}

/** Threads that hold something, by their number. */
export function holdingsOf(memory: Memory): Holding[] {
  const sections = sectionsOf(memory);
  return memory.program.threads.flatMap(({ name }, thread) => {
    const inSection = sections.filter((section) => section.thread === thread).map(({ text }) => `RCU: ${text}`);
    const holds = [...mmapLock(memory, thread), ...marks(memory, thread), ...reads(memory, thread), ...inSection];
    return holds.length > 0 ? [{ thread: name, holds }] : [];
  });
}

function mmapLock(memory: Memory, thread: number): string[] {
  const mm = element(memory, 'ghost_mmap', thread);
  return mm === 0 ? [] : [`${memory.nameOf(mm, 'mm_struct') ?? 'mm'}.mmap_lock for ${element(memory, 'ghost_mmap_write', thread) ? 'write' : 'read'}`];
}

function marks(memory: Memory, thread: number): string[] {
  const global = memory.global('ghost_marked');
  const size = memory.structs.get('ghost_marks')?.size;
  if (!global || size === undefined) return [];
  const base = global.address + thread * size;
  const count = memory.field(base, 'ghost_marks', 'count');
  const vmas = memory.structs.get('ghost_marks')!.fields.find(({ name }) => name === 'vma')!;
  const most = vmas.size / WORD;
  if (count > most) return ['every VMA write-locked'];
  return Array.from({ length: count }, (_, i) => `${memory.nameOf(memory.word(base + vmas.offset + i * WORD), 'vm_area_struct') ?? 'a VMA'} write-locked`);
}

function reads(memory: Memory, thread: number): string[] {
  const vma = element(memory, 'ghost_reads', thread);
  return vma === 0 ? [] : [`${memory.nameOf(vma, 'vm_area_struct') ?? 'a VMA'} for read`];
}

/** A word of a global array. */
function element(memory: Memory, name: string, index: number): number {
  return memory.global(name)?.words[index] ?? 0;
}
