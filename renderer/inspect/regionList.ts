/** The regions of a memory as a list to choose from: what a step changed first to see, what was freed marked. */
import type { Memory, Region } from '../../shared/inspect/memory.ts';
import { rowsOf } from '../../shared/inspect/rows.ts';

export interface RegionItem {
  /** `keyOf` its region. */
  key: string;
  name: string;
  /** `vm_area_struct`, `STACKS` or `GLOBALS`. */
  group: string;
  freed: boolean;
  changed: boolean;
}

export interface RegionGroup {
  name: string;
  items: RegionItem[];
}

/** More of them are not listed: the filter finds them. */
export const mostListed = 300;

/** Two variables of a thread may have one name, and two objects one address, one after the other. */
export function keyOf({ name, address }: Pick<Region, 'name' | 'address'>): string {
  return `${address} ${name}`;
}

/** Last of all: what is chosen there is seldom what one came for. */
const STACKS = 'on stacks';
const GLOBALS = 'globals';

/** By group: objects by their struct, then what lies on stacks, then the globals; those whose name has all words of `filter`. */
export function regionGroups(memory: Memory, before: Memory | null, filter: string): RegionGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, RegionItem[]>();
  for (const region of memory.regions) {
    if (!words.every((word) => region.name.toLowerCase().includes(word))) continue;
    const group = groupOf(region);
    const item = { key: keyOf(region), name: region.name, group, freed: region.freed, changed: before !== null && hasChanged(region, before) };
    const items = groups.get(group);
    if (items) items.push(item);
    else groups.set(group, [item]);
  }
  const rank = (name: string): number => [STACKS, GLOBALS].indexOf(name);
  return [...groups].map(([name, items]) => ({ name, items })).sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));
}

/** An object's name begins with its struct's: `vm_area_struct #0`; of what lies on a stack with the thread's: `fault/0's rwsem_waiter`. */
function groupOf({ name, type, global }: Region): string {
  if (global || type.kind !== 'embedded') return GLOBALS;
  return name.startsWith(`${type.struct} `) ? type.struct : STACKS;
}

/** Whether any of its words was something else before, or it was not there. */
function hasChanged(region: Region, before: Memory): boolean {
  const old = before.at(region.address);
  if (old?.address !== region.address || old.freed !== region.freed || old.words.length !== region.words.length) return true;
  return region.words.some((word, i) => (word | 0) !== (old.words[i]! | 0));
}

/** What is seen before anything is chosen: the address space, or what says something: another object, or where there is none, as when a session has ended, a variable. */
export function firstRegion(memory: Memory): Region | null {
  const { regions } = memory;
  const says = (region: Region): boolean => rowsOf(memory, region, null).some(({ quiet }) => !quiet);
  return memory.objects('mm_struct')[0] ?? regions.find((region) => !region.global && says(region)) ?? regions.find(says) ?? regions[0] ?? null;
}

/** The object that a step changed, rather than a variable; null: none. */
export function changedRegion(memory: Memory, before: Memory): Region | null {
  const changed = memory.regions.filter((region) => hasChanged(region, before));
  // Ghosts are the observers' own, and follow what the kernel does.
  return changed.find(({ global }) => !global) ?? changed.find(({ name }) => !name.startsWith('ghost_')) ?? null;
}
