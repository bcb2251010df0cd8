/** Walks of the kernel's lists through a memory: each gives up where a list is not what it should be, as one is while it changes. */
import { offsetOf, type Memory } from './memory.ts';

const MOST = 1000;

/** The structs that hang in a circular list by their `link`, by address, in order. */
export function listEntries(memory: Memory, head: number, struct: string, link: string): number[] {
  const offset = offsetOf(memory.structs, struct, link);
  const next = offsetOf(memory.structs, 'list_head', 'next');
  const entries: number[] = [];
  if (offset === undefined || next === undefined) return entries;
  for (let at = memory.word(head + next); at !== head && at !== 0 && entries.length < MOST; at = memory.word(at + next)) {
    if (!memory.at(at) || entries.includes(at - offset)) break;
    entries.push(at - offset);
  }
  return entries;
}

/** What a chain of `next` pointers leads to, the first included. */
export function chain(memory: Memory, first: number, struct: string, link: string): number[] {
  const offset = offsetOf(memory.structs, struct, link);
  const entries: number[] = [];
  if (offset === undefined) return entries;
  for (let at = first; at !== 0 && entries.length < MOST && !entries.includes(at) && memory.at(at); at = memory.word(at + offset)) entries.push(at);
  return entries;
}
